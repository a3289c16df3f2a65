using Mes.OpcUa.Types;

namespace Mes.OpcUa.Tests.Vectors;

static partial class GopcuaCases
{
    static readonly DataValue FloatOnly = new() { Value = Variant.From(2.50025f) };

    static readonly DataValue FloatAndTimes =
        new() { Value = Variant.From(2.50017f), SourceTimestamp = September, ServerTimestamp = September };

    static readonly DataValue TimesOnly = new() { SourceTimestamp = September, ServerTimestamp = September };

    static IEnumerable<(string Name, Action<ReferenceVector> Check)> Values() =>
    [
        ("datatypes.no_value.0", Value(new DataValue())),
        ("datatypes.value_only.1", Value(FloatOnly)),
        ("datatypes.value,_source_timestamp,_server_timestamp.2", Value(FloatAndTimes)),
        ("datatypes.source_timestamp,_server_timestamp.3", Value(TimesOnly)),
        ("datatypes.value_with_nil_slice,_source_timestamp,_server_timestamp.4",
            Value(TimesOnly with { Value = Variant.FromArray(BuiltInType.String, null) })),
        ("datatypes.value_only;_value,_source_timestamp,_server_timestamp;_source_timestamp,_server_timestamp.5",
            Both<DataValue[]>(
                [FloatOnly, FloatAndTimes, TimesOnly],
                static (ref reader) => reader.ReadList(static (ref input) => DataValue.Decode(ref input)),
                static (values, writer) => writer.WriteArray(values, static (output, value) => value.Encode(output)))),
        ("datatypes.ok.6", Unique(Guid.Parse("AAAABBBB-CCDD-EEFF-0102-0123456789AB"))),
        ("datatypes.spec.7", Unique(SpecGuid)),
        ("datatypes.nothing.8", Text(new LocalizedText(null, null))),
        ("datatypes.has-locale.9", Text(new LocalizedText("foo", null))),
        ("datatypes.has-text.10", Text(new LocalizedText(null, "bar"))),
        ("datatypes.has-both.11", Text(new LocalizedText("foo", "bar"))),
        ("node_id.TwoByte.0", Node(new NodeId(0, 0xFF))),
        ("node_id.FourByte.1", Node(new NodeId(0, 0xCAFE))),
        ("node_id.Numeric.2", Node(new NodeId(10, 0xDEADBEEF))),
        ("node_id.Numeric_max.Uint32.3", Node(new NodeId(10, uint.MaxValue))),
        ("node_id.String.4", Node(new NodeId(255, "foobar"))),
        ("node_id.GUID.5", Node(new NodeId(4660, SpecGuid))),
        ("node_id.Opaque.6", Node(new NodeId(32768, new ByteString([0xDE, 0xAD, 0xBE, 0xEF])))),
        ("qualified_name.normal.0", Name(new QualifiedName(1, "foobar"))),
        ("qualified_name.empty.1", Name(new QualifiedName(1, null))),
        ("expanded_node_id.Without_optional_fields.0", Expanded(new ExpandedNodeId(new NodeId(0, 0xFF)))),
        ("expanded_node_id.With_NamespaceURI.1", Expanded(new ExpandedNodeId(new NodeId(0, 0xFF), "foobar"))),
        ("expanded_node_id.With_ServerIndex.2", Expanded(new ExpandedNodeId(new NodeId(0, 0xFF), null, 32768))),
        ("expanded_node_id.With_NamespaceURI_and_ServerIndex.3",
            Expanded(new ExpandedNodeId(new NodeId(0, 0xFF), "foobar", 32768))),
        ("diagnostic_info.Nothing.0", Diagnosed(new Diagnostic())),
        ("diagnostic_info.Has_SymbolicID.1", Diagnosed(new Diagnostic { SymbolicId = 1 })),
        ("diagnostic_info.Has_NamespaceURI.2", Diagnosed(new Diagnostic { NamespaceUri = 2 })),
        ("diagnostic_info.Has_LocalizedText.3", Diagnosed(new Diagnostic { LocalizedText = 3 })),
        ("diagnostic_info.Has_Locale.4", Diagnosed(new Diagnostic { Locale = 4 })),
        ("diagnostic_info.Has_AdditionalInfo.5", Diagnosed(new Diagnostic { Additional = "foobar" })),
        ("diagnostic_info.Has_InnerStatusCode.6", Diagnosed(new Diagnostic { InnerStatus = new StatusCode(6) })),
        ("diagnostic_info.Has_InnerDiagnosticInfo.7", Diagnosed(new Diagnostic { Inner = new Diagnostic { SymbolicId = 7 } })),
        ("diagnostic_info.Has_all.8", Diagnosed(new Diagnostic
        {
            SymbolicId = 1,
            NamespaceUri = 2,
            Locale = 3,
            LocalizedText = 4,
            Additional = "foobar",
            InnerStatus = new StatusCode(6),
            Inner = new Diagnostic { SymbolicId = 7 },
        })),
    ];

    static Action<ReferenceVector> Value(DataValue expected) =>
        Both(expected, DataValue.Decode, static (it, writer) => it.Encode(writer));

    static Action<ReferenceVector> Unique(Guid expected) =>
        Both(expected, static (ref reader) => reader.ReadGuid(), static (it, writer) => writer.WriteGuid(it));

    static Action<ReferenceVector> Text(LocalizedText expected) =>
        Both(expected, LocalizedText.Decode, static (it, writer) => it.Encode(writer));

    static Action<ReferenceVector> Node(NodeId expected) =>
        Both(expected, NodeId.Decode, static (it, writer) => it.Encode(writer));

    static Action<ReferenceVector> Name(QualifiedName expected) =>
        Both(expected, QualifiedName.Decode, static (it, writer) => it.Encode(writer));

    static Action<ReferenceVector> Expanded(ExpandedNodeId expected) =>
        Both(expected, ExpandedNodeId.Decode, static (it, writer) => it.Encode(writer));

    static Action<ReferenceVector> Diagnosed(Diagnostic expected) =>
        Both(expected, Diagnostic.Decode, static (it, writer) => it.Encode(writer));
}
