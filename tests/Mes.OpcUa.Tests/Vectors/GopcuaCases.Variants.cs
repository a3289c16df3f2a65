using Mes.OpcUa.Types;

namespace Mes.OpcUa.Tests.Vectors;

static partial class GopcuaCases
{
    static readonly ExtensionObject AnonymousToken =
        new(new NodeId(0, 321), new ByteString(Convert.FromHexString("09000000616e6f6e796d6f7573")));

    // gopcua knows the structure; to us it is bytes of a type, which go out as they came in.
    static readonly ExtensionObject ServerStatus = new(new NodeId(0, 864), new ByteString(Convert.FromHexString(
        "02e15be767e6d401ec623cf19ce7d4010000000014000000687474703a2f2f6f70656e36323534312e6f7267090000006f70656e3632353431"
        + "170000006f70656e3632353431204f50432055412053657276657209000000302e342e302d646576140000004d617220203420323031392031"
        + "353a32323a343300000000000000000000000000")));

    static IEnumerable<(string Name, Action<ReferenceVector> Check)> Variants() =>
    [
        ("variant.null.0", Of(default)),
        ("variant.boolean.1", Of(Variant.From(false))),
        ("variant.int8.2", Of(Variant.From((sbyte)-5))),
        ("variant.uint8.3", Of(Variant.From((byte)5))),
        ("variant.int16.4", Of(Variant.From((short)-5))),
        ("variant.uint16.5", Of(Variant.From((ushort)5))),
        ("variant.int32.6", Of(Variant.From(-5))),
        ("variant.uint32.7", Of(Variant.From(5u))),
        ("variant.int64.8", Of(Variant.From(-5L))),
        ("variant.uint64.9", Of(Variant.From(5UL))),
        ("variant.float32.10", Of(Variant.From(4.00067f))),
        ("variant.float64.11", Of(Variant.From(4.00067))),
        ("variant.string.12", Of(Variant.From("abc"))),
        ("variant.DateTime.13", Of(Variant.From(September))),
        ("variant.GUID.14", Of(BuiltInType.Guid, SpecGuid)),
        ("variant.ByteString.15", Of(BuiltInType.ByteString, new ByteString([1, 2, 3]))),
        ("variant.XMLElement.16", Of(BuiltInType.XmlElement, new ByteString("abc"u8.ToArray()))),
        ("variant.NodeID.17", Of(BuiltInType.NodeId, new NodeId(1, 0xCAFE))),
        ("variant.ExpandedNodeID.18", Of(BuiltInType.ExpandedNodeId, new ExpandedNodeId(new NodeId(0, 0xFF), "foobar"))),
        ("variant.StatusCode.19", Of(Variant.From(new StatusCode(5)))),
        ("variant.QualifiedName.20", Of(BuiltInType.QualifiedName, new QualifiedName(1, "foobar"))),
        ("variant.LocalizedText.21", Of(BuiltInType.LocalizedText, new LocalizedText(null, "Gross value"))),
        ("variant.ExtensionObject.22", Of(BuiltInType.ExtensionObject, AnonymousToken)),
        ("variant.ExtensionObject_-_ServerStatusDataType.23", Of(BuiltInType.ExtensionObject, ServerStatus)),
        ("variant.DataValue.24", Of(BuiltInType.DataValue, FloatOnly)),
        ("variant.Variant.25", Of(BuiltInType.Variant, Variant.From("abc"))),
        ("variant.DiagnosticInfo.26", Of(BuiltInType.Diagnostic, new Diagnostic { SymbolicId = 1 })),
        ("variant.[]uint32.27", Of(Variant.FromArray(BuiltInType.UInt32, new uint[] { 1, 2, 3 }))),
        ("variant.[3][2]uint32.28", Of(Variant.FromArray(BuiltInType.UInt32, new uint[] { 1, 1, 2, 2, 3, 3 }, [3, 2]))),
        ("variant.[3][2][1]uint32.29", Of(Variant.FromArray(BuiltInType.UInt32, new uint[] { 1, 1, 2, 2, 3, 3 }, [3, 2, 1]))),
        ("variant.ByteArray.30", Of(Variant.FromArray(BuiltInType.Byte, new byte[] { 1, 2, 3 }))),
        ("variant.[]ByteArray.31", Of(Variant.FromArray(BuiltInType.Byte, new byte[] { 1, 2, 3 }, [3, 1]))),
        ("variant.[]string(nil).32", Of(Variant.FromArray(BuiltInType.String, null))),
    ];

    static Action<ReferenceVector> Of(Variant expected) =>
        Both(expected, Variant.Decode, static (it, writer) => it.Encode(writer));

    static Action<ReferenceVector> Of(BuiltInType type, object value) => Of(Variant.FromReference(type, value));
}
