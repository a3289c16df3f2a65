using Mes.Mqtt.Codec;

namespace Mes.Mqtt.Packets;

/// <summary>The properties of a packet of version 5, in their order (2.2.2).</summary>
sealed class Properties(IReadOnlyList<Property> all)
{
    // A packet is bounded in bytes; this bounds what so many bytes may turn into.
    const int CountMax = 1_000;

    public static Properties None { get; } = new([]);

    public IReadOnlyList<Property> All => all;

    public uint? Number(PropertyId id) => Find(id)?.Number;

    public string? Text(PropertyId id) => Find(id)?.Text;

    /// <param name="will">Whether these are the properties of a will, in CONNECT.</param>
    public static Properties Read(ref PacketReader reader, PacketType packet, bool will = false)
    {
        var length = reader.VariableByteInteger();
        if (length == 0)
        {
            return None;
        }

        var part = reader.Part(length);
        var found = new List<Property>();
        while (!part.IsAtEnd)
        {
            var property = ReadOne(ref part, packet, will);
            if (found.Count == CountMax)
            {
                throw new MqttDecodingException($"{packet} has more than {CountMax} properties.");
            }

            if (!PropertyRules.MayRepeat(property.Id, packet) && found.Exists(earlier => earlier.Id == property.Id))
            {
                throw new MqttDecodingException($"{packet} has the property {property.Id} twice.");
            }

            found.Add(property);
        }

        return new Properties(found);
    }

    public void Write(PacketWriter writer)
    {
        if (all.Count == 0)
        {
            writer.VariableByteInteger(0);
            return;
        }

        var content = new PacketWriter();
        foreach (var property in all)
        {
            WriteOne(content, property);
        }

        writer.VariableByteInteger((uint)content.Written.Length);
        writer.Raw(content.Written.Span);
    }

    Property? Find(PropertyId id)
    {
        foreach (var property in all)
        {
            if (property.Id == id)
            {
                return property;
            }
        }

        return null;
    }

    static Property ReadOne(ref PacketReader reader, PacketType packet, bool will)
    {
        var id = (PropertyId)reader.VariableByteInteger();
        var rules = PropertyRules.Of(id)
            ?? throw new MqttDecodingException($"{packet} has a property 0x{(int)id:X2}, which does not exist.");
        if (will ? !rules.InWill : !rules.Packets.Contains(packet))
        {
            throw new MqttDecodingException($"{(will ? "A will" : packet)} may not have the property {id}.");
        }

        return rules.Form switch
        {
            PropertyForm.Byte => new Property(id, reader.Byte()),
            PropertyForm.UInt16 => new Property(id, reader.UInt16()),
            PropertyForm.UInt32 => new Property(id, reader.UInt32()),
            PropertyForm.VariableByteInteger => new Property(id, reader.VariableByteInteger()),
            PropertyForm.Text => Property.Of(id, reader.Text()),
            PropertyForm.Binary => new Property(id, Bytes: reader.Binary()),
            _ => new Property(id, Name: reader.Text(), Text: reader.Text()),
        };
    }

    static void WriteOne(PacketWriter writer, Property property)
    {
        writer.VariableByteInteger((uint)property.Id);
        switch (PropertyRules.Of(property.Id)!.Form)
        {
            case PropertyForm.Byte:
                writer.Byte((byte)property.Number);
                break;
            case PropertyForm.UInt16:
                writer.UInt16((ushort)property.Number);
                break;
            case PropertyForm.UInt32:
                writer.UInt32(property.Number);
                break;
            case PropertyForm.VariableByteInteger:
                writer.VariableByteInteger(property.Number);
                break;
            case PropertyForm.Text:
                writer.Text(property.Text);
                break;
            case PropertyForm.Binary:
                writer.Binary(property.Bytes);
                break;
            default:
                writer.Text(property.Name);
                writer.Text(property.Text);
                break;
        }
    }
}
