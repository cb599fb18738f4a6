//! Diagnosis codes (ICD-10) and lists of them.
