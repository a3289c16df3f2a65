using System.Globalization;
using Mes.Central.Maintenance;
using Mes.Ui.Charts;
using Microsoft.Extensions.Localization;

namespace Mes.Central.Web;

/// <summary>The alarms of detectors, as charts of process values mark them.</summary>
sealed class AnomalyMarkers(AnomalyQueries anomalies, IStringLocalizer<WebWords> words)
{
    const string Critical = "CRITICAL";

    // More marks than a chart can tell apart.
    const int MostMarkers = 500;

    public async Task<ILookup<string, ChartMarker>> ReadAsync(
        string machine, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation) =>
        (await anomalies.AlertsAsync(machine, from, to, severity: null, MostMarkers, cancellation))
            .ToLookup(alert => alert.Metric, MarkerOf);

    ChartMarker MarkerOf(AnomalyAlert alert) => new(
        alert.DetectedAt, alert.Value, alert.Severity == Critical ? "fault" : "warning",
        words["AnomalyOf", Number(alert.Value), alert.Unit ?? "", Number(alert.ExpectedLow), Number(alert.ExpectedHigh)]);

    static string Number(double value) => value.ToString("G4", CultureInfo.CurrentCulture);
}
