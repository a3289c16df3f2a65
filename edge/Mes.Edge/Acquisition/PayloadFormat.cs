namespace Mes.Edge.Acquisition;

/// <summary>How the payload of a message is written.</summary>
enum PayloadFormat
{
    /// <summary>A JSON document; pointers (RFC 6901) say where value and time stand.</summary>
    Json,

    /// <summary>A number in text, with a point.</summary>
    Number,

    /// <summary>A number, or true, false, on, off.</summary>
    Text,

    /// <summary>One line of columns, separated by semicolon, tab or comma.</summary>
    Csv,
}
