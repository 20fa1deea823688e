(() => {
  'use strict';
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const make = (parent, name, attributes) => {
    const element = document.createElementNS(parent.namespaceURI, name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    return parent.appendChild(element);
  };

  // Values under the pointer.
  for (const chart of document.querySelectorAll('svg.chart')) {
    const [left, right, top, bottom] = chart.dataset.plot.split(' ').map(Number);
    const hover = chart.querySelector('.hover');
    const lines = [...chart.querySelectorAll('.line')].map(line => ({
      colour: line.getAttribute('class').split(' ')[1],
      label: line.dataset.label,
      points: line.dataset.points ? line.dataset.points.split(';').map(point => {
        const [x, y, step, ...value] = point.split(' ');
        return { x: +x, y: +y, step, value: value.join(' ') };
      }) : []
    })).filter(line => line.points.length);
    const hide = () => hover.replaceChildren();
    chart.addEventListener('pointerleave', hide);
    chart.addEventListener('pointermove', event => {
      const box = chart.getBoundingClientRect();
      const x = (event.clientX - box.left) / box.width * chart.viewBox.baseVal.width;
      hide();
      if (!lines.length || x < left - 8 || x > right + 8) return;
      const found = lines.map(line => ({
        ...line,
        point: line.points.reduce((best, point) => Math.abs(point.x - x) < Math.abs(best.x - x) ? point : best)
      }));
      const at = found[0].point;
      make(hover, 'path', { d: `M${at.x} ${top}V${bottom}` });
      for (const line of found) make(hover, 'circle', { class: line.colour, cx: line.point.x, cy: line.point.y, r: 3.2 });
      const texts = [`step ${at.step}`, ...found.map(line => (line.label ? line.label + ' ' : '') + line.point.value)];
      const width = Math.max(...texts.map(text => text.length)) * 6 + 12;
      const boxX = at.x + 8 + width > right ? at.x - 8 - width : at.x + 8;
      make(hover, 'rect', { x: boxX, y: top, width, height: texts.length * 14 + 7, rx: 3 });
      texts.forEach((text, row) => {
        make(hover, 'text', { x: boxX + 6, y: top + 14 + row * 14 }).textContent = text;
      });
    });
  }

  // Episodes: the still picture shows the whole way; playing draws it again.
  const players = [...document.querySelectorAll('.episode')].map(figure => {
    const trail = figure.querySelector('.trail');
    const mover = figure.querySelector('.mover');
    const controls = figure.querySelector('.controls');
    const [button, slider, output] = controls.children;
    const places = trail.getAttribute('points').split(' ');
    const last = places.length - 1;
    let timer = 0;
    const show = step => {
      trail.setAttribute('points', places.slice(0, step + 1).join(' '));
      const [x, y] = places[step].split(',');
      mover.setAttribute('cx', x);
      mover.setAttribute('cy', y);
      slider.value = step;
      output.textContent = step;
    };
    const pause = () => {
      clearInterval(timer);
      timer = 0;
      button.textContent = '▶';
      button.setAttribute('aria-label', button.getAttribute('aria-label').replace('Pause', 'Play'));
    };
    const play = () => {
      if (timer) return;
      if (+slider.value >= last) show(0);
      button.textContent = '❚❚';
      button.setAttribute('aria-label', button.getAttribute('aria-label').replace('Play', 'Pause'));
      timer = setInterval(() => {
        show(Math.min(last, +slider.value + 1));
        if (+slider.value >= last) pause();
      }, calm ? 120 : 33);
    };
    button.addEventListener('click', () => timer ? pause() : play());
    slider.addEventListener('input', () => { pause(); show(+slider.value); });
    controls.hidden = false;
    return { play };
  });
  const all = document.querySelector('.all');
  if (all) {
    all.hidden = false;
    all.addEventListener('click', () => players.forEach(player => player.play()));
  }
})();
