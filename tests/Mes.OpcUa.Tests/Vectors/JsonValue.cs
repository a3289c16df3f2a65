using System.Globalization;
using System.Text.Json;
using Mes.OpcUa.Types;

namespace Mes.OpcUa.Tests.Vectors;

/// <summary>The values of the reference files, which tell 64-bit numbers and times as text.</summary>
static class JsonValue
{
    public static Variant Scalar(string type, JsonElement json)
    {
        var text = json.ValueKind == JsonValueKind.String ? json.GetString() : json.ToString();
        return type switch
        {
            "Boolean" => Variant.From(json.GetBoolean()),
            "SByte" => Variant.From(json.GetSByte()),
            "Byte" => Variant.From(json.GetByte()),
            "Int16" => Variant.From(json.GetInt16()),
            "UInt16" => Variant.From(json.GetUInt16()),
            "Int32" => Variant.From(json.GetInt32()),
            "UInt32" => Variant.From(json.GetUInt32()),
            "Int64" => Variant.From(long.Parse(text!, CultureInfo.InvariantCulture)),
            "UInt64" => Variant.From(ulong.Parse(text!, CultureInfo.InvariantCulture)),
            "Float" => Variant.From(json.GetSingle()),
            "Double" => Variant.From(json.GetDouble()),
            "String" => Variant.From(json.ValueKind == JsonValueKind.Null ? null : text),
            "DateTime" => Variant.From(Time(json)),
            "Guid" => Variant.FromReference(BuiltInType.Guid, Guid.Parse(text!)),
            "ByteString" => Variant.FromReference(
                BuiltInType.ByteString, new ByteString(Convert.FromHexString(json.GetProperty("hex").GetString()!))),
            "NodeId" => Variant.FromReference(BuiltInType.NodeId, ExpandedNodeId.Parse(text!).Node),
            "StatusCode" => Variant.From(Status(json)),
            _ => throw new ArgumentException($"No reader for {type}."),
        };
    }

    public static Variant OfVariant(JsonElement json) => json.GetProperty("dataType").GetString() switch
    {
        "LocalizedText" => Variant.FromReference(
            BuiltInType.LocalizedText,
            new LocalizedText(json.GetProperty("locale").GetString(), json.GetProperty("text").GetString())),
        "QualifiedName" => Variant.FromReference(
            BuiltInType.QualifiedName,
            new QualifiedName(json.GetProperty("namespaceIndex").GetUInt16(), json.GetProperty("name").GetString())),
        var type when json.TryGetProperty("array", out var array) => ArrayOf(type!, array, json),
        var type => Scalar(type!, json.GetProperty("value")),
    };

    public static DataValue OfDataValue(JsonElement json)
    {
        var value = json.GetProperty("value");
        return new DataValue
        {
            Value = value.ValueKind == JsonValueKind.Null
                ? default
                : value.EnumerateObject().Select(named => Scalar(named.Name, named.Value)).Single(),
            Status = json.GetProperty("status").GetString()!.StartsWith("0x", StringComparison.Ordinal)
                ? Status(json.GetProperty("status"))
                : StatusCode.Good,
            SourceTimestamp = json.TryGetProperty("sourceTimestamp", out var source) ? Time(source) : null,
            ServerTimestamp = json.TryGetProperty("serverTimestamp", out var server) ? Time(server) : null,
        };
    }

    static Variant ArrayOf(string type, JsonElement array, JsonElement json)
    {
        var elementType = Enum.Parse<BuiltInType>(type);
        var scalars = array.EnumerateArray().Select(element => Scalar(type, element).ToObject()).ToArray();
        var dimensions = json.TryGetProperty("dimensions", out var lengths)
            ? lengths.EnumerateArray().Select(length => length.GetInt32()).ToArray()
            : null;
        Array elements = elementType switch
        {
            BuiltInType.Boolean => scalars.Cast<bool>().ToArray(),
            BuiltInType.Int32 => scalars.Cast<int>().ToArray(),
            BuiltInType.Float => scalars.Cast<float>().ToArray(),
            BuiltInType.Double => scalars.Cast<double>().ToArray(),
            _ => scalars.Cast<string?>().ToArray(),
        };
        return Variant.FromArray(elementType, elements, dimensions);
    }

    // Written as "0x80340000 BadNodeIdUnknown".
    static StatusCode Status(JsonElement json) =>
        new(uint.Parse(json.GetString()!.AsSpan(2, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    static DateTimeOffset Time(JsonElement json) =>
        DateTimeOffset.Parse(json.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
