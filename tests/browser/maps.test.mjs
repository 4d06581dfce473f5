/** Several maps of one model, and models of either half map, in a real browser. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { faults, launch, noBrowser, open, ready } from './browser.mjs';
import { halfMapShift, mapsPage, report } from './entries.mjs';

describe('several maps of one model', { skip: noBrowser ?? false }, () => {
  let folder, browser;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'maps-'));
    browser = await launch('--disable-gpu', '--disable-webgl', '--disable-3d-apis');
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  test('a track, the card and a sentence tell of models of either half map', async () => {
    const entry = join(folder, 'halves');
    mkdirSync(entry);
    const page = await open(browser, report(entry, { residues: 40, halves: true }));
    await ready(page);
    await page.locator('#tracks').getByLabel("distance of the half maps' models").check();
    await page.waitForFunction(() => charts.track.column === 'half_map_shift');
    await page.evaluate(() => selection.choose(12));
    const card = await page.locator('#residueNumbers').innerText();
    assert.match(card, /distance of the half maps' models\s+2\.4 Å[^]*that distance by chance\s+0\.3 Å/);
    const text = await page.locator('main').textContent();
    assert.match(text, /In half map 1 alone 5 models and in half map 2 alone 5 were sampled\./);
    assert.match(
      text,
      /At 6 residues they are farther apart than 1\.00\s?Å and 3 times [^:]*: A 9, A 10, A 11, A 12, A 13 and A 14\./,
    );
    assert.equal(halfMapShift(12), 2.4);
    assert.deepEqual(page.complaints, []);
    assert.deepEqual(page.requests, []);
    await page.close();
  });

  test('without them nothing is told', async () => {
    const entry = join(folder, 'without');
    mkdirSync(entry);
    const page = await open(browser, report(entry, { residues: 40 }));
    await ready(page);
    assert.doesNotMatch(await page.locator('main').textContent(), /half map 1 alone|distance by chance/);
    await page.close();
  });

  test('the page of the maps says where they differ and leads to each', async () => {
    const moved = index => (index >= 20 && index < 24 ? 4 : 0);
    const file = mapsPage(folder, [
      { id: 'own', moved: () => 0, halves: index => (index >= 30 && index < 34 ? 2.5 : 0.2) },
      { id: 'own_sharpened', moved },
    ]);
    const page = await open(browser, file);
    const text = await page.locator('main').innerText();
    assert.match(text, /Models of own and own_sharpened lie in different places at 4 of 40 residues: A 19–22\./);
    assert.match(text, /Models of own_half1 and own_half2 lie in different places at 4 of 40 residues: A 29–32\./);
    assert.match(text, /half maps of own were sampled in either half map alone/);
    const stretches = await page.locator('table').nth(1).locator('tbody tr').allInnerTexts();
    assert.equal(stretches.length, 2);
    assert.match(stretches[0], /A 19–22\s+4\.\d/);
    assert.match(stretches[1], /own_half1 and own_half2\s+A 29–32\s+2\.50\s+0\.30/);
    const index = page.getByRole('link', { name: 'all entries of the run' });
    assert.equal(await index.getAttribute('href'), '../index.html');
    const spreads = page.locator('.picture svg').first();
    for (const name of ['own', 'own_sharpened']) assert.ok(await spreads.getByText(name, { exact: true }).isVisible());
    assert.equal(
      await page.getByRole('link', { name: 'own_sharpened' }).getAttribute('href'),
      '../own_sharpened/report.html',
    );
    for (const picture of await page.locator('.picture svg').all())
      assert.ok((await picture.boundingBox()).height > 100);
    assert.deepEqual(await faults(page), []);
    await page.getByRole('link', { name: 'side by side' }).click();
    await ready(page);
    assert.match(await page.locator('h1').textContent(), /own and own_sharpened/);
    assert.ok(existsSync(join(folder, 'own', 'map_differences.csv')));
    assert.deepEqual(page.complaints, []);
    await page.close();
  });
});
