//! Unpacks gzip and zstd, recognised by their first bytes and not by a name.

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};

/// The largest window of a zstd file, in bytes. It is held in memory.
const MAX_WINDOW: u64 = 32 * 1024 * 1024;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Compression {
    Plain,
    Gzip,
    Zstd,
}

/// The compression of bytes with this beginning.
fn packing(begin: &[u8]) -> Compression {
    match begin {
        [0x1F, 0x8B, ..] => Compression::Gzip,
        [0x28, 0xB5, 0x2F, 0xFD] | [0x50..=0x5F, 0x2A, 0x4D, 0x18] => Compression::Zstd,
        _ => Compression::Plain,
    }
}

/// Unpacks bytes. Also returns whether they were packed.
///
/// # Errors
/// Unreadable, or not packed as their beginning says.
pub fn unpacked(mut bytes: Box<dyn Read>) -> io::Result<(bool, Box<dyn Read>)> {
    let mut begin = Vec::new();
    (&mut bytes).take(4).read_to_end(&mut begin)?;
    let packing = packing(&begin);
    let whole = Cursor::new(begin).chain(bytes);
    let unpacked: Box<dyn Read> = match packing {
        Compression::Plain => Box::new(whole),
        Compression::Gzip => Box::new(flate2::read::MultiGzDecoder::new(whole)),
        Compression::Zstd => Box::new(Frames { state: Frame::Between(BufReader::new(whole)) }),
    };
    Ok((packing != Compression::Plain, unpacked))
}

type Packed = BufReader<Chain<Cursor<Vec<u8>>, Box<dyn Read>>>;

/// The frames of a zstd file, one after another.
struct Frames {
    state: Frame,
}

enum Frame {
    Between(Packed),
    Inside(Box<FrameDecoder>, Packed),
    /// The bytes that were unpacked before an error.
    Broken(Box<FrameDecoder>, io::Error),
    End,
}

/// An empty last block, and room for a checksum. It makes a decoder release what it keeps for missing blocks.
const LAST_BLOCK: [u8; 7] = [1, 0, 0, 0, 0, 0, 0];

impl Read for Frames {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(&mut self.state, Frame::End) {
                Frame::Between(packed) => self.state = next_frame(packed)?,
                Frame::Inside(mut decoder, mut packed) => {
                    while decoder.can_collect() == 0 && !decoder.is_finished() {
                        let one = || BlockDecodingStrategy::UptoBlocks(1);
                        if let Err(error) = decoder.decode_blocks(&mut packed, one()) {
                            decoder.decode_blocks(LAST_BLOCK.as_slice(), one()).map_err(io::Error::other)?;
                            self.state = Frame::Broken(decoder, io::Error::other(error));
                            return self.read(into);
                        }
                    }
                    let read = decoder.read(into)?;
                    if read > 0 || into.is_empty() {
                        self.state = Frame::Inside(decoder, packed);
                        return Ok(read);
                    }
                    let checksum = decoder.get_checksum_from_data();
                    if checksum.is_some() && checksum != decoder.get_calculated_checksum() {
                        return Err(io::Error::other(text!("input-checksum")));
                    }
                    self.state = Frame::Between(packed);
                }
                Frame::Broken(mut decoder, error) => {
                    let read = decoder.read(into)?;
                    if read == 0 && !into.is_empty() {
                        return Err(error);
                    }
                    self.state = Frame::Broken(decoder, error);
                    return Ok(read);
                }
                Frame::End => return Ok(0),
            }
        }
    }
}

fn next_frame(mut packed: Packed) -> io::Result<Frame> {
    if packed.fill_buf()?.is_empty() {
        return Ok(Frame::End);
    }
    let mut decoder = FrameDecoder::new();
    decoder.set_max_window_size(MAX_WINDOW);
    match decoder.init(&mut packed) {
        Ok(()) => Ok(Frame::Inside(Box::new(decoder), packed)),
        Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
            io::copy(&mut (&mut packed).take(length.into()), &mut io::sink())?;
            Ok(Frame::Between(packed))
        }
        Err(error) => Err(io::Error::other(error)),
    }
}
