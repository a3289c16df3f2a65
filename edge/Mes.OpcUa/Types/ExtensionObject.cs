using Mes.OpcUa.Codec;

namespace Mes.OpcUa.Types;

/// <summary>A structure of a type this library may not know: kept as bytes, skipped by its length.</summary>
public readonly record struct ExtensionObject(NodeId TypeId, ByteString Body, bool IsXml = false)
{
    const byte NoBody = 0;
    const byte BinaryBody = 1;
    const byte XmlBody = 2;

    internal static ExtensionObject Decode(ref UaReader reader)
    {
        var typeId = NodeId.Decode(ref reader);
        var encoding = reader.ReadByte();
        return encoding switch
        {
            NoBody => new ExtensionObject(typeId, default),
            BinaryBody => new ExtensionObject(typeId, reader.ReadByteString()),
            XmlBody => new ExtensionObject(typeId, reader.ReadByteString(), IsXml: true),
            _ => throw new UaDecodingException($"0x{encoding:X2} is no ExtensionObject encoding."),
        };
    }

    internal void Encode(UaWriter writer)
    {
        TypeId.Encode(writer);
        if (Body.IsNull)
        {
            writer.WriteByte(NoBody);
            return;
        }

        writer.WriteByte(IsXml ? XmlBody : BinaryBody);
        writer.WriteByteString(Body);
    }
}
