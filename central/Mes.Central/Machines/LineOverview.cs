namespace Mes.Central.Machines;

/// <summary>A line now.</summary>
/// <param name="Line"><c>site/line</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Order">What it makes; null with no order running.</param>
/// <param name="Good">
/// Good parts of that order at the line's last machine, its counting point (M0.04); with no order, of the shift.
/// </param>
/// <param name="Scrap">Scrap likewise.</param>
/// <param name="Estimated">Of these, made while data was missing: when exactly is not known.</param>
/// <param name="Oee">The running shift, from the sums of all its machines (M0.11); null outside shifts.</param>
/// <param name="Machines">In the order of the flow.</param>
public sealed record LineOverview(
    string Line, string Name, OrderOverview? Order, long Good, long Scrap, long Estimated, ShiftOee? Oee,
    IReadOnlyList<MachineOverview> Machines);
