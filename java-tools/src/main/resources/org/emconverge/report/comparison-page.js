'use strict';
/** The page of two entries: the comparison is all there is. */
(async () => {
  const swap = document.getElementById('pairSwap');
  swap.addEventListener('click', () => comparison.show([...comparison.pair].reverse()));
  document.addEventListener('scroll', () => (document.getElementById('tooltip').hidden = true), { passive: true });
  await comparison.show([0, 1]);
  appearance.onChange(() => comparison.draw());
  document.body.dataset.ready = 'true';
})();
