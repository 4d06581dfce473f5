/** The section on the map in Chromium: its charts and pictures. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { launch, noBrowser, open, ready } from './browser.mjs';
import { report } from './entries.mjs';
import { writeCurves } from './mapside.mjs';

const CHARTS = {
  fsc_half_maps: 'Half map against half map',
  fsc_model_map: 'Map against model',
  inclusion: 'Atoms inside, by contour level',
  density: 'Density of the voxels',
};

describe("the page's section on the map", { skip: noBrowser ?? false }, () => {
  let folder, browser, whole;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'maps-'));
    writeCurves(join(folder, 'whole'), 5);
    whole = report(join(folder, 'whole'), { residues: 100 });
    browser = await launch('--disable-3d-apis');
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function opened(file = whole, options = {}) {
    const page = await open(browser, file, options);
    await ready(page);
    return page;
  }

  for (const width of [390, 800, 1440]) {
    test(`the charts are there, named, and within the page at ${width} px`, async () => {
      const page = await opened(whole, { viewport: { width, height: 900 } });
      for (const [name, title] of Object.entries(CHARTS)) {
        const chart = page.locator(`#${name}Chart`);
        const named = page.getByRole('img', { name: title });
        assert.equal(await named.count(), 1, name);
        const { right, drawn, text } = await chart.evaluate((place, id) => {
          const box = place.querySelector('canvas').getBoundingClientRect();
          const { bounds } = charts.views.get(id).scenegraph().root;
          const texts = [];
          const visit = item => {
            if (item.text !== undefined) texts.push([item.text].flat().join(' '));
            item.items?.forEach(visit);
          };
          visit(charts.views.get(id).scenegraph().root);
          return { right: box.right, drawn: [box.width, bounds.x2 - bounds.x1], text: texts.join('\n') };
        }, name);
        assert.ok(right <= width, `${name} ends at ${right}`);
        assert.ok(drawn[1] <= drawn[0] + 1, `${name}: ${drawn[1]} of ${drawn[0]} px are to be seen`);
        if (name.startsWith('fsc')) {
          assert.match(text, /spatial frequency \(1\/Å\)/);
          assert.match(text, /0\.2 5 Å/, 'each frequency with its resolution');
          assert.match(text, /3\.4 Å, as given/);
        } else {
          assert.match(text, /\(units of the map\) and in σ above the mean/);
          assert.match(text, /level of the 3D view [\d.]+ \([\d.]+\s?σ\)/);
        }
      }
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
      assert.deepEqual(page.complaints, []);
      assert.deepEqual(page.requests, []);
      await page.close();
    });
  }

  test('what a curve has at a place is told there', async () => {
    const page = await opened();
    const [name, frequency, fsc] = ['fsc_half_maps', 0.2, 0.9948];
    const chart = page.locator(`#${name}Chart canvas`);
    // what stands above is drawn when it is scrolled past, and moves the chart
    let box = null;
    for (let last = -1; box?.y !== last; box = await chart.boundingBox()) {
      last = box?.y;
      await chart.scrollIntoViewIfNeeded();
      await page.waitForTimeout(500);
    }
    const at = await page.evaluate(
      ([id, x, y]) => {
        const view = charts.views.get(id);
        const { left, top } = view.padding();
        return [view.origin()[0] + left + view.scale('x')(x), view.origin()[1] + top + view.scale('y')(y)];
      },
      [name, frequency, fsc],
    );
    await page.mouse.move(box.x + at[0], box.y + at[1]);
    await page.mouse.move(box.x + at[0], box.y + at[1] + 1);
    const told = page.locator('#tooltip');
    await told.waitFor({ state: 'visible' });
    assert.match(
      await told.innerText(),
      /curve: masked.*\ncorrelation: 0\.9\d+\nfrequency \(1\/Å\): 0\.2000\nresolution \(Å\): 5/,
    );
    await page.close();
  });

  test('density is where the model is, in each of the slices', async () => {
    const page = await opened();
    const slices = await page.locator('.map-view:has(.points)').evaluateAll(all =>
      Promise.all(
        all.map(async view => {
          const [, , width, height] = view.querySelector('svg').getAttribute('viewBox').split(' ').map(Number);
          const image = new Image();
          image.src = view.querySelector('image').getAttribute('href');
          await image.decode();
          const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
          const context = canvas.getContext('2d');
          context.drawImage(image, 0, 0);
          const { data } = context.getImageData(0, 0, image.width, image.height);
          const grey = (x, y) => data[4 * (Math.floor(y) * image.width + Math.floor(x))];
          const points = [
            ...view
              .querySelector('.points')
              .getAttribute('d')
              .matchAll(/M([\d.]+) ([\d.]+)h0/g),
          ].map(([, x, y]) => grey((x / width) * image.width, (y / height) * image.height));
          const mean = values => values.reduce((sum, value) => sum + value, 0) / values.length;
          const bar = view.querySelector('.bar');
          return {
            points: mean(points),
            number: points.length,
            all: mean([...data.filter((_, i) => i % 4 === 0)]),
            scale: (parseFloat(bar.textContent) / width) * view.querySelector('svg').clientWidth - bar.clientWidth,
          };
        }),
      ),
    );
    assert.equal(slices.length, 3);
    for (const { points, number, all, scale } of slices) {
      assert.ok(number > 2, `${number} points`);
      assert.ok(points > all + 60, `${points} at the atoms, ${all} on the whole`);
      assert.ok(Math.abs(scale) < 1.5, `the bar is ${scale} px off`);
    }
    assert.equal(await page.locator('.map-view').count(), 6);
    assert.equal(await page.locator('.map-view .box').count(), 3);
    await page.close();
  });

  test('what is not known is left out', async () => {
    const known = page =>
      page.evaluate(() => [...document.querySelectorAll('.map-charts h3')].map(of => of.textContent));
    const bare = await opened(report(join(folder, 'bare'), { residues: 30, models: 2 }));
    assert.deepEqual(await known(bare), [CHARTS.inclusion, CHARTS.density]);
    await bare.close();
    const mapless = join(folder, 'mapless');
    writeCurves(mapless, 2);
    const curves = await opened(report(mapless, { residues: 30, models: 2, without: ['map'] }));
    assert.deepEqual(await known(curves), [CHARTS.fsc_half_maps, CHARTS.fsc_model_map]);
    assert.equal(await curves.locator('.map-view').count(), 0);
    assert.deepEqual(curves.complaints, []);
    await curves.close();
    const none = await opened(report(join(folder, 'none'), { residues: 30, models: 2, without: ['map'] }));
    assert.equal(await none.locator('section[aria-labelledby=density]').count(), 0);
    assert.deepEqual(none.complaints, []);
    await none.close();
  });

  test('models of another program have it, too', async () => {
    const page = await opened(report(join(folder, 'given'), { residues: 60, models: 3, given: true }));
    assert.equal(await page.locator('.map-charts h3').count(), 2);
    assert.deepEqual(page.complaints, []);
    await page.close();
  });

  test('without scripts, and on paper, the charts are pictures', async () => {
    const page = await open(browser, whole, { javaScriptEnabled: false });
    for (const name of Object.keys(CHARTS)) {
      const picture = page.locator(`.map-charts .picture:has(+ #${name}Chart) svg`);
      assert.ok(await picture.isVisible(), name);
    }
    await page.close();
    const paper = await opened();
    await paper.emulateMedia({ media: 'print' });
    assert.equal(await paper.locator('.map-charts .picture svg:visible').count(), 4);
    assert.equal(await paper.locator('.map-charts canvas:visible').count(), 0);
    await paper.close();
  });
});
