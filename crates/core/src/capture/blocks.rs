//! Byte strings of any length in blocks of one size, chained: nothing is ever moved, and freeing leaves no gaps that are
//! too small.

pub const PAYLOAD: usize = 124;

/// Zeroed memory is a valid start.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Block {
    /// Number of the next one of the chain or of the free list, from 1; 0 ends it.
    next: u32,
    bytes: [u8; PAYLOAD],
}

impl Default for Block {
    fn default() -> Self {
        Block { next: 0, bytes: [0; PAYLOAD] }
    }
}

/// A byte string. The default is none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[repr(C)]
pub struct Chain {
    first: u32,
    /// Bytes.
    length: u32,
}

impl Chain {
    pub fn is_empty(self) -> bool {
        self.length == 0
    }

    fn blocks(self) -> usize {
        (self.length as usize).div_ceil(PAYLOAD)
    }
}

/// What is known of the blocks. Zeroed memory is a valid start.
#[derive(Debug, Clone, Copy, Default)]
#[repr(C)]
pub struct Usage {
    /// First of the free list.
    free: u32,
    /// Blocks that were never used lie behind this many.
    touched: u32,
    used: u32,
}

impl Usage {
    pub fn used_bytes(&self) -> u64 {
        u64::from(self.used) * size_of::<Block>() as u64
    }
}

pub struct Blocks<'a> {
    pub usage: &'a mut Usage,
    pub blocks: &'a mut [Block],
}

impl Blocks<'_> {
    /// Blocks that are free.
    pub fn room(&self) -> usize {
        self.blocks.len().saturating_sub(self.usage.used as usize)
    }

    /// Whether [`Blocks::write`] would take a string of that many bytes.
    pub fn has_room_for(&self, bytes: usize) -> bool {
        bytes.div_ceil(PAYLOAD) <= self.room()
    }

    /// Keeps `bytes`; `None` if there is no room.
    pub fn write(&mut self, bytes: &[u8]) -> Option<Chain> {
        let length = u32::try_from(bytes.len()).ok()?;
        if !self.has_room_for(bytes.len()) {
            return None;
        }
        let mut chain = Chain { first: 0, length: 0 };
        let mut last = 0;
        for part in bytes.chunks(PAYLOAD) {
            let number = self.take()?;
            let block = self.get(number)?;
            block.next = 0;
            block.bytes[..part.len()].copy_from_slice(part);
            match self.get(last) {
                Some(before) => before.next = number,
                None => chain.first = number,
            }
            last = number;
        }
        chain.length = length;
        Some(chain)
    }

    /// Frees what `chain` holds, which becomes empty.
    pub fn release(&mut self, chain: &mut Chain) {
        let mut number = chain.first;
        for _ in 0..chain.blocks() {
            let free = self.usage.free;
            let Some(block) = self.get(number) else { break };
            let next = std::mem::replace(&mut block.next, free);
            self.usage.free = number;
            self.usage.used = self.usage.used.saturating_sub(1);
            number = next;
        }
        *chain = Chain::default();
    }

    fn take(&mut self) -> Option<u32> {
        let number = if self.usage.free == 0 {
            self.usage.touched += 1;
            self.usage.touched
        } else {
            let number = self.usage.free;
            self.usage.free = self.get(number)?.next;
            number
        };
        self.usage.used += 1;
        Some(number)
    }

    fn get(&mut self, number: u32) -> Option<&mut Block> {
        self.blocks.get_mut((number as usize).checked_sub(1)?)
    }
}

/// The bytes of `chain`.
pub fn read(blocks: &[Block], chain: Chain) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(chain.length as usize);
    let mut number = chain.first;
    let mut left = chain.length as usize;
    while left > 0 {
        let Some(block) = (number as usize).checked_sub(1).and_then(|n| blocks.get(n)) else { break };
        let part = left.min(PAYLOAD);
        bytes.extend_from_slice(&block.bytes[..part]);
        left -= part;
        number = block.next;
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Whatever is written and freed, what stays is what was written, and all room comes back.
        #[test]
        fn keeps_what_it_took(steps in prop::collection::vec((0usize..600, 0usize..8), 1..60)) {
            let mut usage = Usage::default();
            let mut memory = vec![Block::default(); 20];
            let mut kept: Vec<(Chain, Vec<u8>)> = Vec::new();
            for (step, (length, released)) in steps.into_iter().enumerate() {
                let bytes: Vec<u8> = (0..length).map(|n| (n * 7 + step) as u8).collect();
                let mut blocks = Blocks { usage: &mut usage, blocks: &mut memory };
                let fits = blocks.has_room_for(length);
                match blocks.write(&bytes) {
                    Some(chain) => kept.push((chain, bytes)),
                    None => prop_assert!(!fits),
                }
                if released < kept.len() {
                    let (mut chain, _) = kept.swap_remove(released);
                    Blocks { usage: &mut usage, blocks: &mut memory }.release(&mut chain);
                    prop_assert!(chain.is_empty());
                }
                for (chain, bytes) in &kept {
                    prop_assert_eq!(&read(&memory, *chain), bytes);
                }
            }
            let mut blocks = Blocks { usage: &mut usage, blocks: &mut memory };
            kept.iter_mut().for_each(|(chain, _)| blocks.release(chain));
            prop_assert_eq!(blocks.room(), 20);
        }
    }
}
