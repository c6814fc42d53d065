// SPDX-License-Identifier: BSD-3-Clause
// Draws the figures of the page with Chart.js, and gives each its legend, controls and table. drawing.js stands before.

class Panel {
  constructor(element, figure) {
    this.element = element;
    this.figure = figure;
    this.view = figure.views[0];
    this.over = 0;
    this.hidden = new Set();
    this.log_y = figure.log_y === true;
    this.canvas = element.querySelector("canvas");
    this.legend = make("div", {class: "legend"});
    this.controls = make("div", {class: "controls"});
    element.querySelector(".plot").after(this.legend, this.controls);
    this.chart = new Chart(this.canvas, this.config());
    this.add_controls();
    this.fill_legend();
    this.describe();
    if (figure.kind !== "bars") this.make_zoomable();
    const table = element.querySelector("details");
    table.addEventListener("toggle", () => table.open && this.fill_table(table));
    this.table = table;
  }

  x_label() { return this.view.over.length ? this.view.over[this.over].label : ""; }
  x_of(trace) { return trace.x || this.view.over[this.over].values; }
  points(trace, values) {
    const x = this.x_of(trace);
    return values.map((y, i) => ({x: x[i], y: y === null ? NaN : y}));
  }
  colour(index) { return colour_of(this.figure, index, this.view.traces.length); }
  bars() { return this.figure.kind === "bars"; }
  cascade() { return this.figure.kind === "cascade"; }

  datasets() {
    return this.cascade() ? this.cascade_datasets() : this.view.traces.flatMap((trace, i) => this.trace_datasets(trace, i));
  }

  trace_datasets(trace, i) {
    if (this.hidden.has(trace.name)) return [];
    const colour = this.colour(i);
    const marked = this.figure.kind === "points";
    const base = {
      label: trace.name, yAxisID: trace.right ? "y_right" : "y", borderColor: colour, backgroundColor: colour,
      borderWidth: 2, borderDash: trace.dashed ? [6, 4] : [], pointRadius: marked ? 4 : 0, pointHitRadius: 6,
      pointHoverRadius: 5, tension: 0,
    };
    if (this.bars())
      return [{...base, data: trace.y, low: trace.low, high: trace.high, borderWidth: 0, backgroundColor: colour}];
    const line = {...base, data: this.points(trace, trace.y)};
    if (!trace.low) return [line];
    if (marked) return [{...line, low: trace.low, high: trace.high}];
    const edge = {...base, borderWidth: 0, pointRadius: 0, pointHitRadius: 0, helper: true};
    return [
      line,
      {...edge, data: this.points(trace, trace.low)},
      {...edge, data: this.points(trace, trace.high), fill: "-1", backgroundColor: transparent(colour, 0.2)},
    ];
  }

  /// Each part lies between the sum before it and the sum with it; a part that is switched off is left out of the sum.
  cascade_datasets() {
    const [first, ...parts] = this.view.traces;
    const sum = first.y.slice();
    const line = (name, colour, values) => ({
      label: name, yAxisID: "y", data: this.points(first, values.slice()), borderColor: colour,
      backgroundColor: transparent(colour, 0.55), borderWidth: 1, pointRadius: 0, pointHitRadius: 6, tension: 0,
    });
    const all = [{...line(first.name, "#1a1a1a", sum), borderWidth: 2, borderDash: [6, 4], part: first.y}];
    parts.forEach((trace, i) => {
      if (this.hidden.has(trace.name)) return;
      trace.y.forEach((value, k) => { sum[k] = sum[k] === null || value === null ? null : sum[k] + value; });
      all.push({...line(trace.name, this.colour(i), sum), fill: "-1", part: trace.y});
    });
    all.push({...line("sum", "#1a1a1a", sum), borderWidth: 2});
    return all;
  }

  scale(label, logarithmic, extra = {}) {
    const scale = {
      type: logarithmic ? "logarithmic" : "linear",
      title: {display: label !== "", text: label, color: "#1a1a1a", font: {size: 13}},
      ticks: {color: "#1a1a1a", maxRotation: 0, font: {size: 12}},
      grid: {color: "#e4e4e4", borderColor: "#595959"},
      ...extra,
    };
    if (label === "cycle") scale.ticks.precision = 0;
    scale.ticks.callback = (value, index, ticks) => {
      if (!logarithmic) {
        const span = Math.abs(ticks[ticks.length - 1].value - ticks[0].value) || 1;
        const digits = Math.max(0, 1 - Math.floor(Math.log10(span / Math.max(1, ticks.length - 1)) + 1e-9));
        return span < 1e-3 || span >= 1e6 ? number_text(value) : String(Number(value.toFixed(Math.min(digits, 12))));
      }
      const mantissa = value / 10 ** Math.floor(Math.log10(value) + 1e-9);
      const shown = ticks.length > 30 ? [1] : [1, 2, 5];
      return shown.some((k) => Math.abs(mantissa - k) < 1e-6) ? number_text(value) : "";
    };
    return scale;
  }

  config() {
    const figure = this.figure;
    const scales = {y: this.scale(figure.y, this.log_y)};
    if (this.bars()) {
      scales.x = {...this.scale("", false), type: "category"};
      delete scales.x.ticks.callback;
      Object.assign(scales.x.ticks, {autoSkip: false, font: {size: 11}});
    } else {
      scales.x = this.scale(this.x_label(), figure.log_x === true);
    }
    const ends = this.view.traces.flatMap((trace) => (trace.right ? [] : [...(trace.low || []), ...(trace.high || [])]))
      .filter((end) => end !== null && (!this.log_y || end > 0));
    if (ends.length) Object.assign(scales.y, {suggestedMin: Math.min(...ends), suggestedMax: Math.max(...ends)});
    if (figure.y_right) scales.y_right = this.scale(figure.y_right, false, {position: "right", grid: {drawOnChartArea: false}});
    return {
      type: this.bars() ? "bar" : "line",
      data: {labels: figure.categories.map(in_lines), datasets: this.datasets()},
      plugins: [error_bars],
      options: {
        animation: false, responsive: true, maintainAspectRatio: false, normalized: true, locale: "en-US",
        devicePixelRatio: Math.max(2, window.devicePixelRatio || 1),
        interaction: {mode: this.bars() ? "index" : "nearest", intersect: false},
        scales,
        plugins: {
          legend: {display: false},
          tooltip: {
            filter: (item) => !item.dataset.helper,
            callbacks: {
              title: ([item]) => !item ? ""
                                 : this.bars() ? this.figure.categories[item.dataIndex]
                                               : `${this.x_label()}: ${number_text(item.parsed.x)}`,
              label: (item) => this.hover_text(item),
            },
          },
        },
      },
    };
  }

  hover_text(item) {
    const {dataset, dataIndex} = item;
    const value = dataset.part ? dataset.part[dataIndex] : item.parsed.y;
    const spread = dataset.low && dataset.low[dataIndex] !== null
      ? ` (${number_text(dataset.low[dataIndex])} to ${number_text(dataset.high[dataIndex])})` : "";
    return `${dataset.label}: ${number_text(value)}${spread}`;
  }

  redraw() {
    const {data, options} = this.config();
    this.chart.data = data;
    this.chart.options = options;
    this.chart.update("none");
    this.describe();
    if (this.table.open) this.fill_table(this.table);
  }

  add_controls() {
    const select = (label, names, chosen) => {
      if (names.length < 2) return;
      const list = make("select", {}, ...names.map((name, i) => make("option", {value: String(i)}, name)));
      list.addEventListener("change", () => { chosen(Number(list.value)); });
      this.controls.append(make("label", {}, label, list));
    };
    select("show", this.figure.views.map((view) => view.label), (i) => {
      this.view = this.figure.views[i];
      this.redraw();
      this.fill_legend();
    });
    select("over", this.view.over.map((over) => over.label), (i) => { this.over = i; this.redraw(); });
    const button = (label, action) => {
      const element = make("button", {type: "button"}, label);
      element.addEventListener("click", () => action(element));
      this.controls.append(element);
    };
    if (this.has_decades()) {
      button("log scale", (element) => {
        this.log_y = !this.log_y;
        element.setAttribute("aria-pressed", String(this.log_y));
        element.textContent = this.log_y ? "linear scale" : "log scale";
        this.redraw();
      });
    }
    if (!this.bars()) button("reset zoom", () => this.redraw());
    button("save PNG", () => this.save());
  }

  has_decades() {
    if (this.log_y || this.cascade() || this.bars()) return false;
    const values = this.view.traces.filter((trace) => !trace.right).flatMap((trace) => trace.y).filter((y) => y !== null);
    const least = Math.min(...values);
    return least > 0 && Math.max(...values) / least > 20;
  }

  fill_legend() {
    this.legend.replaceChildren();
    const traces = this.view.traces;
    if (traces.length < 2 && !this.cascade()) return;
    traces.forEach((trace, i) => {
      const fixed = this.cascade() && i === 0;
      const colour = this.cascade() ? (fixed ? "#1a1a1a" : this.colour(i - 1)) : this.colour(i);
      const block = this.bars() || (this.cascade() && !fixed);
      const key = make("span", {class: `key${block ? " block" : ""}${trace.dashed || fixed ? " dashed" : ""}`,
                                style: `border-color:${colour}`});
      const button = make("button", {type: "button", "aria-pressed": String(!this.hidden.has(trace.name))}, key, trace.name);
      if (fixed) button.disabled = true;
      button.addEventListener("click", () => {
        if (!this.hidden.delete(trace.name)) this.hidden.add(trace.name);
        button.setAttribute("aria-pressed", String(!this.hidden.has(trace.name)));
        this.redraw();
      });
      this.legend.append(button);
    });
  }

  describe() {
    const {y, y_right} = this.chart.scales;
    const range = (scale, label) => `${label} from ${number_text(scale.min)} to ${number_text(scale.max)}`;
    const names = this.view.traces.filter((trace) => !this.hidden.has(trace.name)).map((trace) => trace.name);
    this.canvas.setAttribute("aria-label", [
      `${this.figure.title}${this.view.label ? `, ${this.view.label}` : ""}: ${names.join(", ")}`,
      range(y, this.figure.y), ...(y_right ? [range(y_right, this.figure.y_right)] : []),
      "the table below has the numbers"].join("; ") + ".");
  }

  save() {
    const {width, height} = this.canvas;
    const copy = make("canvas", {width: String(width), height: String(height)});
    const draw = copy.getContext("2d");
    draw.fillStyle = "#fff";
    draw.fillRect(0, 0, width, height);
    draw.drawImage(this.canvas, 0, 0);
    make("a", {href: copy.toDataURL("image/png"), download: `${this.figure.id}.png`}).click();
  }

  fill_table(details) {
    const traces = this.view.traces;
    const own = this.bars() ? [] : traces.filter((trace) => trace.x);
    const shared = traces.filter((trace) => !own.includes(trace));
    const columns = [];
    if (shared.length) {
      columns.push(this.bars() ? {name: "", values: this.figure.categories} : {name: this.x_label(), values: this.x_of(shared[0])});
      for (const trace of shared) columns.push({name: trace.name, values: trace.y}, ...this.spread_columns(trace));
    }
    for (const trace of own)
      columns.push({name: this.x_label(), values: trace.x}, {name: trace.name, values: trace.y}, ...this.spread_columns(trace));
    const rows = Math.max(...columns.map((column) => column.values.length));
    const step = Math.ceil(rows / most_rows);
    const caption = `${this.figure.title}; ${this.figure.y}${this.figure.y_right ? ` and ${this.figure.y_right}` : ""}` +
                    (step > 1 ? `; one row in ${step} of ${rows}` : "");
    const cell = (value) => make("td", {class: "number"}, typeof value === "string" ? value : number_text(value));
    const body = make("tbody");
    for (let row = 0; row < rows; row += step)
      body.append(make("tr", {}, ...columns.map((column) => cell(column.values[row]))));
    const head = make("thead", {}, make("tr", {}, ...columns.map((column) => make("th", {scope: "col", class: "number"}, column.name))));
    const table = make("table", {}, make("caption", {}, caption), head, body);
    details.replaceChildren(details.querySelector("summary"), make("div", {class: "scroll", tabindex: "0"}, table));
  }

  spread_columns(trace) {
    return trace.low ? [{name: `${trace.name}, 5 %`, values: trace.low}, {name: `${trace.name}, 95 %`, values: trace.high}] : [];
  }

  /// Shows what lies between two corners, in pixels.
  zoom_to(left, right, top, bottom) {
    for (const [id, scale] of Object.entries(this.chart.scales)) {
      const [a, b] = scale.isHorizontal() ? [left, right] : [bottom, top];
      const [min, max] = [scale.getValueForPixel(a), scale.getValueForPixel(b)];
      Object.assign(this.chart.options.scales[id], {min, max});
    }
    this.chart.update("none");
  }

  make_zoomable() {
    const {canvas} = this;
    const box = make("div", {class: "zoom-box", hidden: ""});
    canvas.after(box);
    let from = null;
    const place = (event) => {
      const area = this.chart.chartArea, frame = canvas.getBoundingClientRect();
      return {x: Math.min(Math.max(event.clientX - frame.left, area.left), area.right),
              y: Math.min(Math.max(event.clientY - frame.top, area.top), area.bottom)};
    };
    canvas.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "touch" || event.button !== 0) return;
      from = place(event);
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!from) return;
      const to = place(event);
      box.hidden = false;
      box.style.left = `${Math.min(from.x, to.x)}px`;
      box.style.top = `${Math.min(from.y, to.y)}px`;
      box.style.width = `${Math.abs(from.x - to.x)}px`;
      box.style.height = `${Math.abs(from.y - to.y)}px`;
    });
    const stop = (event) => {
      if (!from) return;
      const to = place(event), start = from;
      from = null;
      box.hidden = true;
      if (event.type !== "pointerup" || Math.abs(start.x - to.x) < 8 || Math.abs(start.y - to.y) < 8) return;
      this.zoom_to(Math.min(start.x, to.x), Math.max(start.x, to.x), Math.min(start.y, to.y), Math.max(start.y, to.y));
    };
    canvas.addEventListener("pointerup", stop);
    canvas.addEventListener("pointercancel", stop);
    canvas.addEventListener("dblclick", () => this.redraw());
    canvas.addEventListener("keydown", (event) => this.on_key(event));
  }

  /// + and − zoom, the arrows move, 0 shows everything again.
  on_key(event) {
    const {left, right, top, bottom} = this.chart.chartArea;
    const [w, h] = [right - left, bottom - top];
    const moves = {
      "+": [0.1, -0.1, 0.1, -0.1], "=": [0.1, -0.1, 0.1, -0.1], "-": [-0.125, 0.125, -0.125, 0.125],
      ArrowLeft: [-0.1, -0.1, 0, 0], ArrowRight: [0.1, 0.1, 0, 0], ArrowUp: [0, 0, -0.1, -0.1], ArrowDown: [0, 0, 0.1, 0.1],
    };
    if (event.key === "0" || event.key === "Escape") {
      this.redraw();
    } else if (moves[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const [l, r, t, b] = moves[event.key];
      this.zoom_to(left + l * w, right + r * w, top + t * h, bottom + b * h);
    } else {
      return;
    }
    event.preventDefault();
  }
}

let drawn = 0;
for (const figure of JSON.parse(document.getElementById("figures").textContent)) {
  const panel = new Panel(document.getElementById(`figure-${figure.id}`), figure);
  drawn += panel.view.traces.length;
}
document.documentElement.dataset.traces = String(drawn);
