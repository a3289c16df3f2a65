namespace Mes.Ui.Machines;

/// <summary>What one machine was doing, in order.</summary>
/// <param name="Name">What people call the machine.</param>
/// <param name="Href">Its page; null where it is the page.</param>
public sealed record TimelineRow(string Name, IReadOnlyList<StatePiece> Pieces, string? Href = null);
