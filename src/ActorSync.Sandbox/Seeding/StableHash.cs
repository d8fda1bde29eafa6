using System.Security.Cryptography;
using System.Text;

namespace ActorSync.Sandbox.Seeding;

/// <summary>Numbers that follow from a text alone, the same on every machine and in every run.</summary>
internal static class StableHash
{
    /// <summary>Returns the first 16 bytes of the SHA-256 of <paramref name="text"/>.</summary>
    public static byte[] Bytes(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text))[..16];

    /// <summary>Returns a number from 0 (included) to <paramref name="below"/> (excluded).</summary>
    public static int Below(int below, string text) => (int)(BitConverter.ToUInt32(Bytes(text)) % (uint)below);

    /// <summary>Mixes three numbers into one from 0.0 (included) to 1.0 (excluded).</summary>
    public static double Unit(int seed, int stream, long ordinal)
    {
        // The finaliser of SplitMix64: cheap enough to be asked for each row of a listing.
        var mixed = ((ulong)(uint)seed * 0x9E3779B97F4A7C15UL) ^ ((ulong)(uint)stream << 48) ^ (ulong)ordinal;
        mixed += 0x9E3779B97F4A7C15UL;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        mixed ^= mixed >> 31;
        return (mixed >> 11) / (double)(1UL << 53);
    }
}
