//! Which records of a stockroom a scan names.
