//! How far a damaged word is from the word that it was.

/// Letters changed, lost, added or swapped with a neighbour between two short words; 9 for anything longer than 16 letters.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    const MOST: usize = 16;
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() > MOST || b.len() > MOST {
        return 9;
    }
    let get = |row: &[usize; MOST + 1], i: usize| row.get(i).copied().unwrap_or(9);
    let mut before = [0; MOST + 1];
    let mut last: [usize; MOST + 1] = std::array::from_fn(|i| i);
    for (i, x) in a.iter().enumerate() {
        let mut row = [i + 1; MOST + 1];
        for (j, y) in b.iter().enumerate() {
            let mut cost =
                (get(&last, j) + usize::from(x != y)).min(get(&last, j + 1) + 1).min(get(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                cost = cost.min(get(&before, j - 1) + 1);
            }
            if let Some(cell) = row.get_mut(j + 1) {
                *cell = cost;
            }
        }
        (before, last) = (last, row);
    }
    get(&last, b.len())
}
