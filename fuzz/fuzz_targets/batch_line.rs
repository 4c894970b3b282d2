#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tipscreen_fuzz::batch_line::hold(bytes));
