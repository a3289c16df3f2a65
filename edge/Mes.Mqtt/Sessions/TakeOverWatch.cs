using Mes.Mqtt.Packets;

namespace Mes.Mqtt.Sessions;

/// <summary>
/// Two clients with one client id throw each other out for ever (3.1.4-3). Version 5 says so (0x8E); in 3.1.1 the broker only
/// closes, so two connections in a row that it closed soon after they were made count as a sign.
/// </summary>
sealed class TakeOverWatch
{
    /// <summary>A connection that ended sooner than this was quick.</summary>
    public static readonly TimeSpan Quick = TimeSpan.FromSeconds(5);
    const int Suspicious = 2;

    int _quickClosures;

    /// <param name="reason">What the broker gave as its reason; null where it just closed.</param>
    /// <param name="lasted">From CONNACK to the end; null where there was no CONNACK.</param>
    /// <returns>What to tell people and slow down for; null where nothing points to a take-over.</returns>
    public string? Closed(byte? reason, bool byBroker, TimeSpan? lasted, string clientId)
    {
        if (reason == ReasonCodes.SessionTakenOver)
        {
            _quickClosures = 0;
            return $"Another client has connected with the client id {clientId}; give each client an id of its own.";
        }

        // A broker that is away tells nothing: the count goes on where it left off.
        if (lasted is not { } time)
        {
            return null;
        }

        _quickClosures = byBroker && reason is null && time < Quick ? _quickClosures + 1 : 0;
        return _quickClosures >= Suspicious
            ? $"The broker closed {_quickClosures} connections in a row soon after they were made; "
                + $"another client may be using the client id {clientId}."
            : null;
    }
}
