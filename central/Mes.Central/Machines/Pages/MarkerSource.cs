using Mes.Ui.Charts;

namespace Mes.Central.Machines.Pages;

/// <summary>
/// What was noticed in a machine's process values in [from, to), by the name of the metric. The program names it once: who
/// notices is no business of this module.
/// </summary>
delegate Task<ILookup<string, ChartMarker>> MarkerSource(
    string machine, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation);
