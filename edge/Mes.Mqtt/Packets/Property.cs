namespace Mes.Mqtt.Packets;

/// <summary>One property; which member holds its value follows from its id.</summary>
/// <param name="Text">Of a user property, its value.</param>
/// <param name="Name">Of a user property, its name.</param>
readonly record struct Property(PropertyId Id, uint Number = 0, string Text = "", string Name = "", byte[]? Bytes = null)
{
    public static Property Of(PropertyId id, string text) => new(id, Text: text);
}
