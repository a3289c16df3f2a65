namespace Mes.Ui.Notices;

/// <summary>A connection that people rely on.</summary>
/// <param name="Since">When it was made or lost.</param>
/// <param name="Fault">Why it is away or limps, in words; null while all is well.</param>
public sealed record Link(string Name, bool Connected, DateTimeOffset Since, string? Fault);
