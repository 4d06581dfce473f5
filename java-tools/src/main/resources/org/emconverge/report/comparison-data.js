'use strict';
/** What two entries have in common and where they differ: numbers and words, without the page. */
const compared = {
  /** The residues of a packed profile by their names, in its order; the values in the units of their measures, or null. */
  residues(profile, data) {
    const residues = new Map();
    let place = 0;
    for (const [chain, runs] of profile.chains) {
      for (const [first, length, icode = ''] of runs) {
        for (let number = first; number < first + length; number++, place++) {
          const values = {};
          for (const { column, step } of data.measures) {
            const steps = profile[column]?.[place] ?? null;
            values[column] = steps === null ? null : steps * step;
          }
          const name = profile.others[place] ?? data.letters[profile.sequence[place]];
          residues.set(`${chain} ${number}${icode}`, { chain, number, icode, name, values });
        }
      }
    }
    return residues;
  },

  /** The residues of either, chain by chain in the order of their numbers: {@code a} and {@code b} are the two, or undefined. */
  matched(first, second) {
    const all = [...new Set([...first.keys(), ...second.keys()])].map(key => {
      const [a, b] = [first.get(key), second.get(key)];
      const { chain, number, icode } = a ?? b;
      return { key, chain, number, icode, a, b, name: (a ?? b).name };
    });
    const chains = [...new Set(all.map(({ chain }) => chain))];
    const order = (x, y) => x.number - y.number || (x.icode < y.icode ? -1 : x.icode > y.icode ? 1 : 0);
    return chains.flatMap(chain => all.filter(residue => residue.chain === chain).sort(order));
  },

  /** Ligands, sugars and ions of either profile by chain, number and name, with the spread in each, Å, or null. */
  molecules(first, second) {
    const all = new Map();
    [first, second].forEach(({ molecules = [] }, side) => {
      for (const [chain, number, name, spread] of molecules) {
        const label = `${name} ${chain} ${number}`;
        if (!all.has(label)) all.set(label, { label, spreads: [null, null] });
        all.get(label).spreads[side] = spread;
      }
    });
    return [...all.values()];
  },

  /** Of each residue that both have a value of: the two, and by how much the second is larger. */
  differences: (residues, column) =>
    residues
      .filter(({ a, b }) => (a?.values[column] ?? null) !== null && (b?.values[column] ?? null) !== null)
      .map(residue => {
        const [first, second] = [residue.a.values[column], residue.b.values[column]];
        return { ...residue, first, second, difference: second - first };
      }),

  mean: numbers => numbers.reduce((sum, number) => sum + number, 0) / numbers.length,

  /** Ranks from 1; equal numbers share the mean of theirs. */
  ranks(numbers) {
    const order = numbers.map((_, i) => i).sort((i, j) => numbers[i] - numbers[j]);
    const ranks = [];
    for (let from = 0, to; from < order.length; from = to) {
      for (to = from; to < order.length && numbers[order[to]] === numbers[order[from]]; to++);
      for (let i = from; i < to; i++) ranks[order[i]] = (from + to + 1) / 2;
    }
    return ranks;
  },

  /** Spearman's correlation; null where one of the two is the same everywhere. */
  correlation(first, second) {
    const [x, y] = [compared.ranks(first), compared.ranks(second)];
    const [meanX, meanY] = [compared.mean(x), compared.mean(y)];
    const product = (p, meanP, q, meanQ) => p.reduce((sum, value, i) => sum + (value - meanP) * (q[i] - meanQ), 0);
    const scale = Math.sqrt(product(x, meanX, x, meanX) * product(y, meanY, y, meanY));
    return scale > 0 ? product(x, meanX, y, meanY) / scale : null;
  },

  /** As elsewhere on the pages: two decimals, three when small. */
  number(value) {
    if (value === null) return '–';
    const size = Math.abs(value);
    const decimals = Number.isInteger(value) ? 0 : size >= 1000 ? 0 : size < 0.095 ? 3 : 2;
    const text = size.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    return (value < 0 && /[1-9]/.test(text) ? '−' : '') + text;
  },
  signed(value) {
    const text = compared.number(value);
    return value > 0 && /[1-9]/.test(text) ? '+' + text : text;
  },
  count: (number, noun) => `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`,

  /** Which residues there are in both, in words. */
  matching(residues) {
    const both = residues.filter(({ a, b }) => a && b);
    const only = side => residues.filter(residue => !residue[side === 'a' ? 'b' : 'a']).length;
    const [onlyA, onlyB] = ['a', 'b'].map(side => only(side) || 'none');
    if (both.length === 0)
      return 'No residue of A has the chain and number of one of B, so there is nothing to compare along the chain.';
    const renamed = both.filter(({ a, b }) => a.name !== b.name);
    const words = [
      `${compared.count(both.length, 'residue')} ${both.length === 1 ? 'is' : 'are'} in both, by chain and number;` +
        ` ${onlyA} in A alone, ${onlyB} in B alone.`,
    ];
    if (renamed.length > 0) {
      const [{ a, b, key }] = renamed;
      const first = `${a.name} ${key} of A is ${b.name} in B`;
      words.push(
        `${renamed.length === 1 ? '1 has' : renamed.length.toLocaleString('en') + ' have'} another name: ${first}` +
          (renamed.length > 0.1 * both.length ? '. Are these the same protein, numbered alike?' : '.'),
      );
    }
    return words.join(' ');
  },

  /** What the differences come to, in words. */
  summary(differences, { column, title, unit }, determinedFrom) {
    if (differences.length === 0) return `No residue has a ${title} in both.`;
    const of = unit ? ' ' + unit : '';
    const [first, second] = ['first', 'second'].map(side => differences.map(residue => residue[side]));
    const mean = compared.mean(second) - compared.mean(first);
    const words = [
      `Over the ${compared.count(differences.length, 'residue')} with a ${title} in both its mean is` +
        ` ${compared.number(compared.mean(first))}${of} in A and ${compared.number(compared.mean(second))}${of} in B,` +
        ` a difference of ${compared.signed(mean)}${of}.`,
    ];
    if (column === 'confidence') {
      const only = (in_, out) =>
        differences.filter(residue => residue[in_] >= determinedFrom && residue[out] < determinedFrom).length;
      words.push(
        `${compared.count(only('first', 'second'), 'residue')} determined in A alone,` +
          ` ${only('second', 'first').toLocaleString('en')} in B alone.`,
      );
    } else if (unit === 'Å') {
      const far = differences.filter(({ difference }) => Math.abs(difference) > 1).length;
      words.push(
        far === 0
          ? 'No residue differs by more than 1 Å.'
          : `${compared.count(far, 'residue')} differ${far === 1 ? 's' : ''} by more than 1 Å.`,
      );
    }
    const correlation = compared.correlation(first, second);
    if (correlation !== null) words.push(`Rank correlation of the two profiles: ${compared.number(correlation)}.`);
    return words.join(' ');
  },
};
