// SPDX-License-Identifier: BSD-3-Clause
// What the drawing of figures needs: elements, colours, numbers and error bars. page.js goes on in the same script.
"use strict";

const okabe_ito = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#B8A900"];
const ramp = [[68, 1, 84], [65, 68, 135], [42, 120, 142], [34, 168, 132], [122, 190, 60]];
const most_rows = 100;

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function colour_of(figure, index, count) {
  const follow = figure.kind === "sequence" || (figure.kind === "lines" && count > okabe_ito.length);
  if (!follow) return okabe_ito[index % okabe_ito.length];
  const place = (count > 1 ? index / (count - 1) : 0) * (ramp.length - 1);
  const k = Math.min(Math.floor(place), ramp.length - 2);
  const mixed = ramp[k].map((from, i) => Math.round(from + (place - k) * (ramp[k + 1][i] - from)));
  return `rgb(${mixed.join(",")})`;
}

const transparent = (colour, alpha) =>
  colour.startsWith("#") ? colour + Math.round(alpha * 255).toString(16).padStart(2, "0")
                         : colour.replace("rgb", "rgba").replace(")", `,${alpha})`);

function number_text(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) return "";
  return String(Number(value.toPrecision(5)));
}

/// A name in lines of about a dozen letters, for the axis of bars.
function in_lines(name) {
  const lines = [];
  for (const word of name.split(/(?<=[ ._-])/)) {
    if (lines.length && lines[lines.length - 1].length + word.length <= 14) lines[lines.length - 1] += word;
    else lines.push(word);
  }
  return lines;
}

/// Error bars of points and bars, which Chart.js does not have.
const error_bars = {
  id: "error_bars",
  afterDatasetsDraw(chart) {
    const draw = chart.ctx;
    chart.data.datasets.forEach((dataset, i) => {
      if (!dataset.low) return;
      const axis = chart.scales[dataset.yAxisID];
      chart.getDatasetMeta(i).data.forEach((element, k) => {
        if (dataset.low[k] === null || dataset.high[k] === null) return;
        const [low, high] = [axis.getPixelForValue(dataset.low[k]), axis.getPixelForValue(dataset.high[k])];
        draw.save();
        draw.strokeStyle = "#1a1a1a";
        draw.lineWidth = 1.4;
        draw.beginPath();
        draw.moveTo(element.x, low);
        draw.lineTo(element.x, high);
        for (const end of [low, high]) {
          draw.moveTo(element.x - 4, end);
          draw.lineTo(element.x + 4, end);
        }
        draw.stroke();
        draw.restore();
      });
    });
  },
};
