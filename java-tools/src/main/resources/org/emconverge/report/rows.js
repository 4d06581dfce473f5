'use strict';
/** A chain's panel of the profile in rows, as text is wrapped, where the screen is too narrow for the whole chain. */
const rows = {
  /** Pixels beside a panel: its axis and the labels of its rules. */
  BESIDE: 105,
  /** Pixels of a panel below which a chain is wrapped. */
  NARROW: 560,
  /** Residues in a row; the second of a chain longer than the third. */
  FEW: 60,
  MANY: 100,
  LONG: 300,
  HEIGHT: 84,
  LINE_OF_TEXT: 12,
  /** Where the legends stand, above the name of the chain. */
  CLASSES_Y: -44,
  SAMPLED_Y: -64,

  /** @param panel of a chain; its rows together have its residues, each once */
  of(panel) {
    const [first, last] = panel.layer[0].encoding.x.scale.domain;
    const count = Math.ceil((last - first) / (last - first > rows.LONG ? rows.MANY : rows.FEW));
    const length = Math.ceil((last - first) / count);
    const parts = [...Array(count).keys()]
      .map(row => rows.part(panel, first + row * length, length))
      .filter(({ data }) => data.values.length > 0); // numbers may leap
    for (const { layer } of parts.slice(1)) {
      layer.at(-1).data.values = []; // the name of the chain
      for (const { encoding } of layer)
        for (const channel of [encoding.fill, encoding.stroke]) if (channel) channel.legend = null;
    }
    for (const { layer } of parts.slice(0, -1)) layer[0].encoding.x.axis.title = null; // one axis, in rows
    return parts;
  },

  part(panel, from, length) {
    const part = structuredClone(panel);
    part.height = rows.HEIGHT;
    part.data.values = part.data.values.filter(({ at }) => at >= from && at < from + length);
    const { x, y, fill } = part.layer[0].encoding;
    x.scale.domain = [from, from + length];
    Object.assign(x.axis, { tickCount: 5 });
    rows.spare(part.layer[2].data.values, y.scale);
    if (fill.legend) fill.legend.legendY = rows.CLASSES_Y;
    const sampled = part.layer[3].encoding.stroke;
    if (sampled?.legend) sampled.legend.legendY = rows.SAMPLED_Y;
    return part;
  },

  /** Leaves out labels of rules that would touch the one below in so low a panel. */
  spare(labels, { domain: [bottom, top], type }) {
    const share = at => (at - bottom) / (top - bottom);
    let below = -rows.LINE_OF_TEXT;
    const kept = labels.filter(({ at }) => {
      const place = rows.HEIGHT * (type === 'sqrt' ? Math.sqrt(share(at)) : share(at));
      if (place - below < rows.LINE_OF_TEXT) return false;
      below = place;
      return true;
    });
    labels.splice(0, labels.length, ...kept);
  },
};
