//! One guided call over a checked script: a pure state machine.
