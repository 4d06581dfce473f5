/** Size of report pages and the time they take to open in the tests' Chromium (no graphics card): open_page.mjs REPORT.html ...
 * EMCONVERGE_BROWSER names the folder of the browser, as 'emconverge test' sets it up below EMCONVERGE_HOME. */
import { statSync } from 'node:fs';
import { launch, open } from '../tests/browser/browser.mjs';

console.log('|page|residues|MB|words and figures, s|linked charts, s|models in 3D, s|\n|-|-|-|-|-|-|');
for (const file of process.argv.slice(2)) {
  const times = [];
  for (let run = 0; run < 3; run++) {
    const browser = await launch();
    const start = performance.now();
    const page = await open(browser, file);
    const seconds = async selector => {
      await page.waitForSelector(selector, { timeout: 120_000 });
      return (performance.now() - start) / 1000;
    };
    const readable = await seconds('body');
    const linked = await seconds('body[data-ready]');
    times.push([
      readable,
      linked,
      await seconds('#stage[data-ready]'),
      await page.evaluate(() => sequence.residues.length),
    ]);
    await browser.close();
  }
  const best = column => Math.min(...times.map(row => row[column]));
  const seconds = [0, 1, 2].map(column => best(column).toFixed(1));
  console.log(`|${file}|${times[0][3]}|${(statSync(file).size / 1e6).toFixed(1)}|${seconds.join('|')}|`);
}
