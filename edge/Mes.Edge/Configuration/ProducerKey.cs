using System.Security.Cryptography;

namespace Mes.Edge.Configuration;

/// <summary>This edge's identity: its chain starts from the public key, and central knows it by the key's hash.</summary>
/// <param name="PublicKey">SubjectPublicKeyInfo, DER.</param>
sealed record ProducerKey(byte[] PublicKey)
{
    const string P256 = "1.2.840.10045.3.1.7";

    /// <summary>SHA-256 of the public key.</summary>
    public byte[] Id { get; } = SHA256.HashData(PublicKey);

    /// <summary>Reads a private key from PEM text.</summary>
    /// <exception cref="CryptographicException">It is no private key on the curve P-256; the message says so.</exception>
    public static ProducerKey FromPem(string pem)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.ExportParameters(includePrivateParameters: true).Curve.Oid.Value != P256)
            {
                throw new CryptographicException("the key is on another curve than P-256");
            }
        }
        catch (Exception unusable) when (unusable is ArgumentException or CryptographicException)
        {
            throw new CryptographicException("is no EC private key (curve P-256) in PEM form", unusable);
        }

        return new ProducerKey(key.ExportSubjectPublicKeyInfo());
    }
}
