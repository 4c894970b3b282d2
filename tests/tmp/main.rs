//! tmp
#![allow(dead_code)]
#[path = "../suite/asking.rs"]
mod asking;
#[path = "../suite/discreet.rs"]
mod discreet;
#[path = "../suite/export.rs"]
mod export;
#[path = "../suite/faces.rs"]
mod faces;
#[path = "../suite/files.rs"]
mod files;
#[path = "../suite/generate.rs"]
mod generate;
#[path = "../suite/giving_up.rs"]
mod giving_up;
#[path = "../suite/kept.rs"]
mod kept;
#[path = "../suite/keys.rs"]
mod keys;
#[path = "../suite/leaving.rs"]
mod leaving;
#[path = "../suite/paging.rs"]
mod paging;
#[path = "../suite/pty.rs"]
mod pty;
#[path = "../suite/talk.rs"]
mod talk;
#[path = "../suite/talk_conditions.rs"]
mod talk_conditions;
#[path = "../suite/terminal.rs"]
mod terminal;
#[path = "../suite/ticking.rs"]
mod ticking;
#[path = "../suite/typing.rs"]
mod typing;
#[path = "../suite/unkept.rs"]
mod unkept;
#[path = "../suite/withdrawing.rs"]
mod withdrawing;
