//! From bytes to text: byte-order marks, UTF-8, GBK.
