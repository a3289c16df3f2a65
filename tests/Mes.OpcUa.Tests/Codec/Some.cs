using FsCheck;
using FsCheck.Fluent;
using Mes.OpcUa.Types;

namespace Mes.OpcUa.Tests.Codec;

/// <summary>Arbitrary values of every type that goes over the wire.</summary>
static class Some
{
    static readonly string?[] Texts = [null, "", "Filler", "水Boy", "Störung \U0001F6E0"];

    public static Arbitrary<Variant> AnyVariant() => Gen.OneOf(Scalar(), Array(), Matrix()).ToArbitrary();

    public static Arbitrary<DataValue> AnyDataValue() => DataValues().ToArbitrary();

    public static Arbitrary<ExpandedNodeId> AnyExpandedNodeId() =>
        (from node in Nodes()
         from uri in Gen.Elements(null, "urn:mes:simulator", "urn:odd;uri=50%")
         from server in Gen.Elements(0u, 7u)
         select new ExpandedNodeId(uri is null ? node : node.InNamespace(0), uri, server)).ToArbitrary();

    public static Gen<byte[]> Noise() => Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf();

    static Gen<Variant> Scalar() => Gen.OneOf(
        Gen.Constant(default(Variant)),
        ArbMap.Default.GeneratorFor<bool>().Select(Variant.From),
        ArbMap.Default.GeneratorFor<sbyte>().Select(Variant.From),
        ArbMap.Default.GeneratorFor<byte>().Select(Variant.From),
        ArbMap.Default.GeneratorFor<short>().Select(Variant.From),
        ArbMap.Default.GeneratorFor<ushort>().Select(Variant.From),
        ArbMap.Default.GeneratorFor<int>().Select(Variant.From),
        ArbMap.Default.GeneratorFor<uint>().Select(Variant.From),
        ArbMap.Default.GeneratorFor<long>().Select(Variant.From),
        ArbMap.Default.GeneratorFor<ulong>().Select(Variant.From),
        ArbMap.Default.GeneratorFor<float>().Select(Variant.From),
        ArbMap.Default.GeneratorFor<double>().Select(Variant.From),
        Gen.Elements(Texts).Select(Variant.From),
        Times().Select(Variant.From),
        ArbMap.Default.GeneratorFor<uint>().Select(value => Variant.From(new StatusCode(value))),
        ArbMap.Default.GeneratorFor<Guid>().Select(value => Variant.FromReference(BuiltInType.Guid, value)),
        ByteStrings().Select(value => Variant.FromReference(BuiltInType.ByteString, value)),
        Nodes().Select(value => Variant.FromReference(BuiltInType.NodeId, value)),
        Gen.Elements(Texts).Select(text => Variant.FromReference(BuiltInType.LocalizedText, new LocalizedText("de", text))),
        Gen.Elements(Texts).Select(text => Variant.FromReference(BuiltInType.QualifiedName, new QualifiedName(3, text))),
        ByteStrings().Select(body => Variant.FromReference(
            BuiltInType.ExtensionObject, new ExtensionObject(new NodeId(2, 5), body))),
        Gen.Elements(Texts).Select(text => Variant.FromReference(BuiltInType.Diagnostic, new Diagnostic { Additional = text })));

    static Gen<Variant> Array() => Gen.OneOf(
        ArbMap.Default.GeneratorFor<int[]>().Select(values => Variant.FromArray(BuiltInType.Int32, values)),
        ArbMap.Default.GeneratorFor<double[]>().Select(values => Variant.FromArray(BuiltInType.Double, values)),
        Gen.Elements(Texts).ArrayOf().Select(values => Variant.FromArray(BuiltInType.String, values)),
        Scalar().ArrayOf().Select(values => Variant.FromArray(BuiltInType.Variant, values)),
        DataValues().ArrayOf().Select(values => Variant.FromArray(BuiltInType.DataValue, values)));

    static Gen<Variant> Matrix() =>
        from rows in Gen.Choose(1, 4)
        from columns in Gen.Choose(1, 4)
        from values in ArbMap.Default.GeneratorFor<float>().ArrayOf(rows * columns)
        select Variant.FromArray(BuiltInType.Float, values, [rows, columns]);

    static Gen<DataValue> DataValues() =>
        from value in Scalar()
        from status in ArbMap.Default.GeneratorFor<uint>()
        from source in Gen.OneOf(Gen.Constant<DateTimeOffset?>(null), Times().Select(time => (DateTimeOffset?)time))
        from server in Gen.OneOf(Gen.Constant<DateTimeOffset?>(null), Times().Select(time => (DateTimeOffset?)time))
        from picoseconds in ArbMap.Default.GeneratorFor<ushort>()
        select new DataValue
        {
            Value = value,
            Status = new StatusCode(status),
            SourceTimestamp = source,
            SourcePicoseconds = picoseconds,
            ServerTimestamp = server,
        };

    static Gen<NodeId> Nodes() =>
        from index in ArbMap.Default.GeneratorFor<ushort>()
        from number in ArbMap.Default.GeneratorFor<uint>()
        from unique in ArbMap.Default.GeneratorFor<Guid>()
        from bytes in Noise()
        from kind in Gen.Choose(0, 3)
        select kind switch
        {
            0 => new NodeId(index, number),
            1 => new NodeId(index, $"Node;{number}=x"),
            2 => new NodeId(index, unique),
            _ => new NodeId(index, new ByteString(bytes)),
        };

    static Gen<ByteString> ByteStrings() => Noise().Select(bytes => bytes.Length % 5 == 4 ? default : new ByteString(bytes));

    static Gen<DateTimeOffset> Times() =>
        from seconds in Gen.Choose(1, int.MaxValue)
        select new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(seconds * 8.0).AddTicks(7);
}
