//! Amounts, ratios and rounding.
