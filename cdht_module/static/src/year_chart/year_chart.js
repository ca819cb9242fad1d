import { Component, onWillStart, useEffect, useRef } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const ROW = 26; // px, of a bar with its name
const COLOURS = {
    good: "#1f7a4d",
    some: "#7fb5d6",
    open: "#d4d7dc",
    target: "#6b7280",
};

/** A year's figures as bars or lines; each opens the dossiers that it counts.
 *
 * The field's value: `{kind, model, ids, labels, series: [{name, colour, values}]}`, an
 * id a label; the records of `model` know `action_open_dossiers`.
 */
export class YearChart extends Component {
    static template = "cdht_module.YearChart";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
        this.canvas = useRef("canvas");
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => {
                const chart = this.figures && new Chart(this.canvas.el, this.config);
                return () => chart?.destroy();
            },
            () => [JSON.stringify(this.figures)]
        );
    }

    get figures() {
        return this.props.record.data[this.props.name];
    }

    get isBars() {
        return this.figures.kind === "bars";
    }

    get height() {
        return this.isBars ? 70 + ROW * this.figures.labels.length : 240;
    }

    get config() {
        const { labels, series } = this.figures;
        return {
            type: this.isBars ? "bar" : "line",
            data: {
                labels,
                datasets: series.map(({ name, colour, values }) => ({
                    label: name,
                    data: values,
                    backgroundColor: COLOURS[colour],
                    borderColor: COLOURS[colour],
                    borderDash: colour === "target" ? [6, 4] : [],
                    borderWidth: this.isBars ? 0 : 2,
                })),
            },
            options: {
                animation: false,
                maintainAspectRatio: false,
                indexAxis: this.isBars ? "y" : "x",
                interaction: { mode: "index", axis: this.isBars ? "y" : "x", intersect: false },
                onClick: (_event, [point]) => point && this.open(point.index),
                onHover: ({ native }, points) => {
                    native.target.style.cursor = points.length ? "pointer" : "default";
                },
                plugins: { legend: { position: "bottom", labels: { boxWidth: 14, boxHeight: this.isBars ? 14 : 2 } } },
                scales: {
                    x: { stacked: this.isBars, ticks: { precision: 0 } },
                    y: { stacked: this.isBars, beginAtZero: true },
                },
            },
        };
    }

    open(place) {
        const { model, ids } = this.figures;
        this.action.doActionButton({ type: "object", name: "action_open_dossiers", resModel: model, resId: ids[place] });
    }
}

registry.category("fields").add("cdht_year_chart", {
    component: YearChart,
    supportedTypes: ["json"],
});
