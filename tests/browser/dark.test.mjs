/** Light and dark: as the system has it or as the reader chose; paper is light. And charts that fit a phone. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { drawn, launch, noBrowser, open, ready, still } from './browser.mjs';
import { indexPage, report } from './entries.mjs';

const DARK = 'rgb(18, 23, 30)';
const LIGHT = 'rgb(255, 255, 255)';

describe('light and dark', { skip: noBrowser ?? false }, () => {
  let folder, browser, flat, file, list;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dark-'));
    file = report(join(folder, 'judged'), { residues: 100, judged: true });
    list = indexPage(folder, ['judged']);
    browser = await launch();
    flat = await launch('--disable-3d-apis');
  });
  after(async () => {
    await browser?.close();
    await flat?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  async function opened(by, what, options) {
    const page = await open(by, what, options);
    await ready(page);
    return page;
  }
  const background = page => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const choice = page => page.locator('button.appearance');
  /** Lightness of a chart's or the view's first pixel, and the lightest of all; 0 to 255, what is transparent being null. */
  const pixels = (page, selector) =>
    page.evaluate(of => {
      const source = document.querySelector(of);
      const canvas = Object.assign(document.createElement('canvas'), { width: source.width, height: source.height });
      const context = canvas.getContext('2d');
      context.drawImage(source, 0, 0);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      const opaque = data.filter((_, i) => i % 4 === 1 && data[i + 2] > 250);
      return { corner: data[3] === 0 ? null : data[1], lightest: opaque.reduce((a, b) => Math.max(a, b), 0) };
    }, selector);

  for (const colorScheme of ['light', 'dark'])
    test(`the pages are as the system has it: ${colorScheme}`, async () => {
      for (const what of [file, list]) {
        const page = await opened(flat, what, { colorScheme });
        assert.equal(await background(page), colorScheme === 'dark' ? DARK : LIGHT);
        assert.equal(await choice(page).textContent(), colorScheme === 'dark' ? 'Light colours' : 'Dark colours');
        assert.deepEqual(page.complaints, []);
        await page.close();
      }
    });

  test('a button turns all of the page, charts included, and the choice is kept', async () => {
    const page = await opened(flat, file);
    const chart = '#profileChart canvas';
    assert.equal((await pixels(page, chart)).corner, 255);
    await choice(page).click();
    assert.equal(await background(page), DARK);
    await page.waitForFunction(() => charts.views.get('ranking').background() !== 'white');
    const dark = await pixels(page, chart);
    assert.equal(dark.corner, null, 'the paper shows through');
    assert.ok(dark.lightest > 200, `letters are light: ${dark.lightest}`);
    await page.reload();
    await ready(page);
    assert.equal(await background(page), DARK);
    await choice(page).press('Enter');
    assert.equal(await background(page), LIGHT);
    assert.deepEqual(page.complaints, []);
    await page.close();
  });

  test('a browser that keeps nothing can turn the page all the same', async () => {
    const context = await flat.newContext();
    await context.addInitScript(() =>
      Object.defineProperty(globalThis, 'localStorage', {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      }),
    );
    const page = await context.newPage();
    await page.goto('file://' + file);
    await ready(page);
    await choice(page).click();
    assert.equal(await background(page), DARK);
    await context.close();
  });

  test('the index turns too, with its chart', async () => {
    const page = await opened(flat, list, { colorScheme: 'dark' });
    assert.equal((await pixels(page, '#trendChart canvas')).corner, null);
    await choice(page).click();
    await page.waitForFunction(() => {
      const canvas = document.querySelector('#trendChart canvas');
      return canvas?.getContext('2d').getImageData(0, 0, 1, 1).data[0] === 255;
    });
    assert.equal(await background(page), LIGHT);
    await page.close();
  });

  test('the 3D view is dark, pictures made for paper keep a light ground, and paper is light', async () => {
    const page = await opened(browser, file, { colorScheme: 'dark' });
    assert.equal(
      await page
        .locator('.picture')
        .first()
        .evaluate(box => getComputedStyle(box).backgroundColor),
      LIGHT,
    );
    await drawn(page);
    await still(page);
    assert.ok((await pixels(page, '#view3d canvas')).corner < 40);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    assert.equal(await background(page), LIGHT);
    // The view changes its size for paper, and its canvas is transparent from then until it is drawn again.
    const ends = Date.now() + 30000;
    let corner = null;
    while (corner !== 255 && Date.now() < ends) {
      await still(page);
      ({ corner } = await pixels(page, '#view3d canvas'));
    }
    assert.equal(corner, 255);
    assert.equal(await page.evaluate(() => colours.of(0, 'even') === even(charts.page.residues.ca_rmsd[0])), true);
    await page.close();
  });

  test('on dark the even scale starts where it can be seen', async () => {
    const page = await opened(flat, file, { colorScheme: 'dark' });
    assert.equal(await page.evaluate(() => even(0)), '#575d6d');
    assert.equal(await page.evaluate(() => even(4)), '#fee838');
    await page.emulateMedia({ colorScheme: 'light' });
    assert.equal(await page.evaluate(() => even(0)), '#00224e');
    await page.close();
  });

  test('on a phone no chart is wider than its place, and the chain is wrapped', async () => {
    const long = report(join(folder, 'long'), { residues: 2000, models: 2, without: ['ensemble'] });
    for (const [what, residues] of [
      [file, 100],
      [long, 2000],
    ]) {
      const page = await opened(flat, what, { viewport: { width: 390, height: 844 } });
      const wide = await page
        .locator('.scroll:has(canvas)')
        .evaluateAll(all => all.filter(box => box.scrollWidth > box.clientWidth).map(box => box.lastElementChild.id));
      assert.deepEqual(wide, []);
      const shown = await page.evaluate(() =>
        charts
          .profile(charts.track.profile)
          .vconcat.map(({ width, height, data, layer }) => [
            width,
            height,
            data.values.map(({ id }) => id),
            layer[0].encoding.x.scale.domain,
          ]),
      );
      assert.deepEqual(
        shown.flatMap(([, , ids]) => ids),
        [...Array(residues).keys()],
      );
      for (const [width, height, ids, [from, to]] of shown) {
        assert.ok(
          width > 200 && height > 60 && ids.length <= 101 && to - from <= 100,
          `${width} ${height} ${ids.length}`,
        );
      }
      assert.ok(shown.length >= residues / 100);
      assert.deepEqual(page.complaints, []);
      await page.close();
    }
  });

  test('every axis has a title', async () => {
    const page = await opened(flat, file);
    const untitled = await page.evaluate(() => {
      const missing = [];
      const visit = (node, where) => {
        if (node === null || typeof node !== 'object') return;
        for (const channel of ['x', 'y'])
          if (node[channel]?.axis && !node[channel].axis.title) missing.push(`${where} ${channel}`);
        Object.entries(node).forEach(([key, child]) => key !== 'data' && visit(child, where));
      };
      const { histogram, relations, ranking, tracks } = charts.page;
      visit(histogram, 'histogram');
      visit(relations, 'relations');
      visit(ranking, 'ranking');
      tracks.forEach(({ profile, column }) => visit(profile, column));
      return missing;
    });
    assert.deepEqual(untitled, []);
    await page.close();
  });
});
