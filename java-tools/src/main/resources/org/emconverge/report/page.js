'use strict';
/** Starts what the page can do beyond being read. What fails leaves the page as it is without scripts. */
(async () => {
  const page = await packed.json('page');
  const residues = new Residues(page.residues);
  colours.start(page);
  await charts.start(page);
  sequence.start(page, residues);
  document.querySelectorAll('.live').forEach(part => (part.hidden = false));
  trackControls(page);
  const clear = document.getElementById('tooltip');
  document.addEventListener('scroll', () => (clear.hidden = true), { passive: true });
  document.body.dataset.ready = 'true';

  if (!packed.has('models')) {
    withoutStage();
  } else if (!view3d.isPossible()) {
    withoutStage();
    view3d.note('This browser has no WebGL, so the models are not drawn in three dimensions; everything else works.');
  } else {
    const seen = new IntersectionObserver(
      async ([entry]) => {
        if (!entry.isIntersecting) return;
        seen.disconnect();
        try {
          await view3d.start(page, residues);
        } catch (error) {
          console.error(error);
          withoutStage();
          view3d.note('The models could not be drawn in three dimensions; everything else works.');
        }
      },
      { rootMargin: '200px' },
    );
    seen.observe(document.getElementById('stage'));
  }
})();

/** Takes the 3D view away; the colours can still be chosen, for the sequence and the profile. */
function withoutStage() {
  const controls = element('div', '', 'controls');
  controls.append(document.getElementById('colours'));
  document.querySelector('.key').before(controls);
  document.getElementById('stage').remove();
}

function trackControls(page) {
  const tracks = document.getElementById('tracks');
  for (const track of page.tracks) {
    const label = element('label', '');
    const radio = document.createElement('input');
    Object.assign(radio, { type: 'radio', name: 'track', value: track.column, checked: track === charts.track });
    radio.addEventListener('change', () => {
      charts.track = track;
      charts.drawProfile();
    });
    label.append(radio, track.title);
    tracks.append(label);
  }
  const chain = document.getElementById('chain');
  chain.append(...charts.chains.map(name => element('option', name)));
  chain.addEventListener('change', () => {
    charts.chain = chain.value;
    charts.drawProfile();
  });
  document.getElementById('chainChoice').hidden = charts.chains.length <= 4;
}
