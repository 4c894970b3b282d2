# Files that are read or written.

input-not-written = { $file }: { $reason }
    .help = make room or name another place, and run it again

input-unknown-code = there is no such code
    .help = `tipscreen explain-code` lists all, `{ $near }` among them
