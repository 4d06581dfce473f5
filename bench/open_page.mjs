/** Size of report pages and the time they take to open in the tests' Chromium (no graphics card): open_page.mjs REPORT.html ...
 * EMCONVERGE_BROWSER names the folder of the browser, as 'emconverge test' sets it up below EMCONVERGE_HOME. What a page of 500
 * residues is allowed stands in the last line; the times are the best of three, as another program on the machine only adds to them. */
import { statSync } from 'node:fs';
import { launch, open } from '../tests/browser/browser.mjs';

const ALLOWED = ['', 500, 8.4, 1, '', 5];
const RUNS = 3;

console.log('|page|residues|MB|first words, s|linked charts, s|models in 3D, s|\n|-|-|-|-|-|-|');
for (const file of process.argv.slice(2)) {
  const times = [];
  let residues;
  for (let run = 0; run < RUNS; run++) {
    const browser = await launch();
    const start = performance.now();
    const page = await open(browser, file);
    const seconds = async selector => {
      await page.waitForSelector(selector, { timeout: 300_000 });
      return (performance.now() - start) / 1000;
    };
    const linked = await seconds('body[data-ready]');
    await page.locator('#stage').scrollIntoViewIfNeeded();
    const drawn = await seconds('#stage[data-ready]');
    // what the browser itself noted: when the first text was on the screen, in ms after it was told to open the page
    const words = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime / 1000);
    residues = await page.evaluate(() => sequence.residues.length);
    times.push([words, linked, drawn]);
    await browser.close();
  }
  const best = [0, 1, 2].map(column => Math.min(...times.map(row => row[column])).toFixed(1));
  console.log(`|${file}|${residues}|${(statSync(file).size / 1e6).toFixed(1)}|${best.join('|')}|`);
}
console.log(`|${ALLOWED.join('|')}|`);
