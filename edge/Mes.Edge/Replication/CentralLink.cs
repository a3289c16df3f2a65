using Mes.Edge.Line;

namespace Mes.Edge.Replication;

/// <summary>
/// The connection to central as the screen shows it. Batches and live view are two conversations; either may fail while the
/// other goes on, so each has its own fault.
/// </summary>
sealed class CentralLink(LineBoard board, TimeProvider time)
{
    readonly Lock _gate = new();
    string? _batches = "Connecting.";
    string? _live;
    string? _stopped;

    /// <summary>Null: a batch was answered. Else why not, in words.</summary>
    public void Batches(string? fault) => Set(() => _batches = fault);

    /// <summary>Null: the live view was taken. Else why not, in words.</summary>
    public void Live(string? fault) => Set(() => _live = fault);

    /// <summary>Nothing more is sent in this run until a person has looked.</summary>
    public void Stopped(string fault) => Set(() => _stopped = fault);

    public void Acknowledged()
    {
        var now = time.GetUtcNow();
        board.Update(view => view with { Central = view.Central with { LastAcknowledgedAt = now } });
    }

    void Set(Action change)
    {
        lock (_gate)
        {
            change();
            var isConnected = _batches is null && _live is null;
            var fault = _stopped ?? _batches ?? _live;
            var now = time.GetUtcNow();
            board.Update(view => view.Central.Connected == isConnected && view.Central.Fault == fault
                ? view
                : view with
                {
                    Central = view.Central with
                    {
                        Connected = isConnected,
                        Since = view.Central.Connected == isConnected ? view.Central.Since : now,
                        Fault = fault,
                    },
                });
        }
    }
}
