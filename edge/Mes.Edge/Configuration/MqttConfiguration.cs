using Mes.Edge.Acquisition;

namespace Mes.Edge.Configuration;

/// <summary>What a source needs besides its endpoint to reach an MQTT broker.</summary>
/// <param name="Version">3.1.1 or 5.</param>
/// <param name="ClientId">Null for the one made of site, line, station and source.</param>
sealed record MqttConfiguration(string Version, string? ClientId, TimeSpan KeepAlive, string? User, string? Password);

/// <summary>Where a tag's value stands in the messages of one topic.</summary>
/// <param name="Value">JSON pointer or number of the column; null where the payload is the value.</param>
/// <param name="Time">The same for the time stamp; null where the payload has none.</param>
sealed record MqttTagConfiguration(string Topic, PayloadFormat Format, string? Value, string? Time)
{
    /// <summary>As the tag's definition names it.</summary>
    public string Address => $"{Topic}#{Value}";
}
