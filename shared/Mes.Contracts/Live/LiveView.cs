using System.Text.Json.Serialization;

namespace Mes.Contracts.Live;

/// <summary>
/// The present of a line, posted to <c>POST /edge/v1/live</c> at most once a second beside the ledger (L25): a backlog never
/// hides it. Never a fact; superseded by the next one.
/// </summary>
/// <param name="Producer">The edge's number.</param>
/// <param name="Incarnation">Its journal.</param>
/// <param name="At">The edge's clock when the view was taken.</param>
/// <param name="TipSeq">Newest event in the journal.</param>
/// <param name="SettledThrough">Everything before this instant is in the events up to <paramref name="TipSeq"/>.</param>
/// <param name="BacklogEvents">Events not yet acknowledged.</param>
/// <param name="BacklogSegments">Telemetry segments not yet acknowledged.</param>
/// <param name="Machines">One entry a machine of the line.</param>
/// <param name="Order">What is being made; null with no order running.</param>
public sealed record LiveView(
    uint Producer, Guid Incarnation, DateTimeOffset At, long TipSeq, DateTimeOffset SettledThrough,
    long BacklogEvents, long BacklogSegments, IReadOnlyList<LiveMachine> Machines, LiveOrder? Order)
{
    /// <summary>The most alarms that one view holds.</summary>
    public const int MostAnomalies = 200;

    /// <summary>Alarms of detectors that have not cleared yet; absent where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LiveAnomaly>? Anomalies { get; init; }
}

/// <param name="Machine"><c>site/line/machine</c>.</param>
/// <param name="State">RUNNING, IDLE, FAULT, MAINTENANCE or NO_DATA.</param>
/// <param name="Since">When that state began.</param>
/// <param name="Good">Good parts of the running order on this machine.</param>
/// <param name="Scrap">Scrap of the running order on this machine.</param>
/// <param name="Cause">Why there are no data, in words; null otherwise.</param>
public sealed record LiveMachine(string Machine, string State, DateTimeOffset Since, long Good, long Scrap, string? Cause);

/// <param name="Number">Order number.</param>
/// <param name="Item">Item code.</param>
/// <param name="ItemName">What people call it.</param>
/// <param name="TargetQuantity">Good parts wanted.</param>
public sealed record LiveOrder(string Number, string Item, string ItemName, long TargetQuantity);
