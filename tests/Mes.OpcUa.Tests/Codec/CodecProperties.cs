using FsCheck;
using FsCheck.Fluent;
using Mes.OpcUa.Codec;
using Mes.OpcUa.Messages;
using Mes.OpcUa.Types;
using NUnit.Framework;

namespace Mes.OpcUa.Tests.Codec;

sealed class CodecProperties
{
    static readonly Config ManyCases = Config.QuickThrowOnFailure.WithMaxTest(2_000);

    [Test]
    public void A_variant_reads_as_it_was_written() =>
        Prop.ForAll(Some.AnyVariant(), value => Bytes.Read(Bytes.Of(value.Encode), Variant.Decode) == value).Check(ManyCases);

    [Test]
    public void A_data_value_reads_as_it_was_written() =>
        Prop.ForAll(Some.AnyDataValue(), value => Bytes.Read(Bytes.Of(value.Encode), DataValue.Decode) == value).Check(ManyCases);

    [Test]
    public void A_node_id_reads_as_it_was_written_in_bytes_and_in_text() =>
        Prop.ForAll(
            Some.AnyExpandedNodeId(),
            id => Bytes.Read(Bytes.Of(id.Encode), ExpandedNodeId.Decode) == id && ExpandedNodeId.Parse(id.ToString()) == id)
            .Check(ManyCases);

    [Test]
    public void Noise_is_refused_or_read_but_never_crashes() =>
        Prop.ForAll(Some.Noise().ToArbitrary(), SurvivesAll).Check(ManyCases);

    [Test]
    public void A_value_cut_short_is_refused()
    {
        var cut = from value in Some.AnyDataValue().Generator
                  let bytes = Bytes.Of(value.Encode)
                  from length in Gen.Choose(0, bytes.Length - 1)
                  select bytes[..length];

        Prop.ForAll(cut.ToArbitrary(), bytes => !Survives(bytes, DataValue.Decode)).Check(ManyCases);
    }

    [Test]
    public void A_message_with_flipped_bytes_is_refused_or_read_but_never_crashes()
    {
        var mutated = from value in Some.AnyVariant().Generator
                      let bytes = PublishResponseWith(value)
                      from position in Gen.Choose(0, bytes.Length - 1)
                      from flip in Gen.Choose(1, 255)
                      select bytes.Select((it, i) => i == position ? (byte)(it ^ flip) : it).ToArray();

        Prop.ForAll(mutated.ToArbitrary(), SurvivesAll).Check(ManyCases);
    }

    static bool SurvivesAll(byte[] bytes)
    {
        Survives(bytes, Variant.Decode);
        Survives(bytes, DataValue.Decode);
        Survives(bytes, ExpandedNodeId.Decode);
        Survives(bytes, Diagnostic.Decode);
        Survives(bytes, ExtensionObject.Decode);
        SurvivesMessage<PublishResponse>(bytes);
        SurvivesMessage<BrowseResponse>(bytes);
        SurvivesMessage<CreateSessionResponse>(bytes);
        SurvivesMessage<CreateMonitoredItemsResponse>(bytes);
        return true;
    }

    /// <summary>False when refused; any other exception passes through and fails the property.</summary>
    static bool Survives<T>(byte[] bytes, Decode<T> decode)
    {
        try
        {
            var reader = new UaReader(bytes, DecodingLimits.Default);
            decode(ref reader);
            return true;
        }
        catch (UaDecodingException)
        {
            return false;
        }
    }

    static bool SurvivesMessage<TResponse>(byte[] body) where TResponse : IResponse<TResponse> =>
        Survives(body, (ref reader) => TResponse.DecodeBody(
            ref reader, new ResponseHeader(DateTimeOffset.UnixEpoch, 1, StatusCode.Good, new Diagnostic(), [])));

    static byte[] PublishResponseWith(Variant value) => Bytes.Of(writer =>
    {
        var notification = Bytes.Of(body =>
        {
            body.WriteInt32(1);
            body.WriteUInt32(7);
            new DataValue { Value = value }.Encode(body);
        });
        writer.WriteUInt32(1);
        writer.WriteArray<uint>([1], static (output, number) => output.WriteUInt32(number));
        writer.WriteBoolean(false);
        writer.WriteUInt32(1);
        writer.WriteDateTime(DateTimeOffset.UnixEpoch);
        writer.WriteInt32(1);
        new ExtensionObject(new NodeId(0, 811), new ByteString(notification)).Encode(writer);
        writer.WriteInt32(-1);
        writer.WriteInt32(-1);
    });
}
