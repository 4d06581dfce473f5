/** Opens the first page of a site in Chromium and times it: open_site.mjs SITE/index.html */
import { pathToFileURL } from 'node:url';
import { launch } from '../tests/browser/browser.mjs';

const browser = await launch('--disable-3d-apis');
const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
const began = performance.now();
await page.goto(pathToFileURL(process.argv[2]).href, { waitUntil: 'commit' });
await page.waitForSelector('body[data-listed]', { timeout: 60_000 });
const listed = performance.now() - began;
await page.waitForSelector('body[data-ready]', { timeout: 60_000 });
const ready = performance.now() - began;
const painted = await page.evaluate(
  () => performance.getEntriesByType('paint').find(({ name }) => name === 'first-contentful-paint')?.startTime,
);
/** Milliseconds of the work itself, and until the next frame is there; of five tries the middle one. */
const timed = async change =>
  page.evaluate(async source => {
    const work = new Function(`return ${source}`)();
    const tries = [];
    for (let i = 0; i < 5; i++) {
      document.querySelector('#filter').reset();
      await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
      const start = performance.now();
      work(i);
      const done = performance.now() - start;
      await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
      tries.push([done, performance.now() - start]);
    }
    return tries.sort((a, b) => a[1] - b[1])[2].map(Math.round);
  }, change);
const search = await timed(`() => {
  document.querySelector('#text').value = 'ribosomal kim';
  document.querySelector('#text').dispatchEvent(new Event('input', { bubbles: true }));
}`);
const limit = await timed(`() => {
  const field = document.querySelector('[data-column=resolution] .most');
  field.value = 3;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}`);
const sort = await timed(`() => document.querySelector('th[data-column=mean] button').click()`);
console.log(
  `first paint ${Math.round(painted)} ms, table ${Math.round(listed)} ms, chart ${Math.round(ready)} ms; ` +
    `search ${search[0]} ms (frame ${search[1]} ms), limit ${limit[0]} (${limit[1]}), sort ${sort[0]} (${sort[1]})`,
);
await browser.close();
