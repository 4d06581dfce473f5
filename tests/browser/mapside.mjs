/** What a run knows of an entry's map beside the map itself, made up: half_maps.json and fsc.csv. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SHELLS = 60;
const WIDTH = 0.008;

/** A correlation that falls from 1 to 0 about a resolution (Å). */
const falling = resolution => frequency => 1 / (1 + Math.exp((frequency - 1 / resolution) / 0.025));

/** Writes both into the folder of an entry of this many models. */
export function writeCurves(folder, models) {
  mkdirSync(folder, { recursive: true });
  const frequency = [...Array(SHELLS).keys()].map(shell => (shell + 1) * WIDTH);
  const curve = of => frequency.map(of).map(value => Number(value.toFixed(4)));
  const halves = {
    unmasked: { 0.143: 3.6, 0.5: 4.6 },
    masked: { 0.143: 3.0, 0.5: 3.4 },
    randomised_from: 8.1,
    curves: {
      frequency,
      unmasked: curve(falling(4.6)),
      masked: curve(falling(3.2)),
      randomised: curve(falling(8)),
      corrected: curve(falling(3.4)),
    },
  };
  writeFileSync(join(folder, 'half_maps.json'), JSON.stringify(halves));
  const rows = [...Array(models).keys()].flatMap(model =>
    frequency.map(at => {
      const fsc = [4.4, 3.6].map(resolution => falling(resolution + 0.05 * model)(at).toFixed(4));
      return [`model_${String(model + 1).padStart(4, '0')}`, at.toFixed(6), ...fsc].join();
    }),
  );
  writeFileSync(join(folder, 'fsc.csv'), ['model,frequency,fsc,fsc_masked', ...rows, ''].join('\n'));
}
