//! Records in an address: `1-40,57`.

/// The ids of a text, in its order and none twice; what is no number is left out.
pub fn read(text: &str) -> Vec<u32> {
    /// More are never meant, and would only take time.
    const MOST: usize = 100_000;
    let mut ids: Vec<u32> = Vec::new();
    for piece in text.split(',') {
        let (from, to) = piece.split_once('-').unwrap_or((piece, piece));
        if let (Ok(from), Ok(to)) = (from.trim().parse::<u32>(), to.trim().parse::<u32>()) {
            ids.extend((from..=to).take(MOST.saturating_sub(ids.len())));
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    ids.retain(|id| seen.insert(*id));
    ids
}

/// The shortest such text of these ids, in their order.
pub fn write(ids: impl IntoIterator<Item = u32>) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for id in ids {
        match runs.last_mut() {
            Some((_, to)) if to.checked_add(1) == Some(id) => *to = id,
            _ => runs.push((id, id)),
        }
    }
    let run = |(from, to): (u32, u32)| if from == to { from.to_string() } else { format!("{from}-{to}") };
    runs.into_iter().map(run).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        for ids in [vec![], vec![7], vec![1, 2, 3, 9, 4, 5], vec![u32::MAX]] {
            assert_eq!(read(&write(ids.iter().copied())), ids);
        }
        assert_eq!(write([1, 2, 3, 9]), "1-3,9");
        assert_eq!(read("3,x,5-4,,3,-1,2-4"), [3, 2, 4]);
        assert_eq!(read("1-4294967295").len(), 100_000);
    }
}
