# Keys, passphrases, and what is encrypted to whom.

key-passphrase-new = New passphrase (nothing shows while you type)
key-passphrase-again = The same once more
