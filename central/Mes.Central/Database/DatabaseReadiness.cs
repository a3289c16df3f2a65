namespace Mes.Central.Database;

/// <summary>
/// Whether the database is there and fits; until then every request but those for health is turned away with the reason.
/// </summary>
sealed class DatabaseReadiness
{
    volatile string? _reason = "Central is starting.";

    /// <summary>Null when ready, else why not.</summary>
    public string? Reason => _reason;

    public void NotYet(string reason) => _reason = reason;

    public void Ready() => _reason = null;
}
