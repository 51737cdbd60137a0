//! Pillar 2: staffing ratios (personaltäthet), and what they demand.
