/** Size of report pages and the time they take to open in the tests' Chromium (no graphics card): open_page.mjs REPORT.html ...
 * EMCONVERGE_BROWSER names the folder of the browser, as 'emconverge test' sets it up below EMCONVERGE_HOME. */
import { statSync } from 'node:fs';
import { launch, open } from '../tests/browser/browser.mjs';

console.log('|page|residues|MB|charts, s|models in 3D, s|\n|-|-|-|-|-|');
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
    times.push([await seconds('body[data-ready]'), await seconds('#stage[data-ready]'), await page.evaluate(() => sequence.residues.length)]);
    await browser.close();
  }
  const best = column => Math.min(...times.map(row => row[column]));
  console.log(`|${file}|${times[0][2]}|${(statSync(file).size / 1e6).toFixed(1)}|${best(0).toFixed(1)}|${best(1).toFixed(1)}|`);
}
