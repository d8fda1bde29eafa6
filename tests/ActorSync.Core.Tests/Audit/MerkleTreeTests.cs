using System.Text;
using ActorSync.Core.Audit;
using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Core.Tests.Audit;

public sealed class MerkleTreeTests
{
    // From the reference data of Certificate Transparency (RFC 6962): the tree over eight leaves, as it grows.
    private static readonly string[] ReferenceLeaves =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] ReferenceRoots =
    [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Fact]
    public void The_roots_are_those_of_the_reference()
    {
        var leaves = ReferenceLeaves.Select(content => MerkleTree.Leaf(Convert.FromHexString(content))).ToArray();

        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", MerkleTree.Root([]).ToString());
        Assert.All(ReferenceRoots.Index(), root => Assert.Equal(root.Item, MerkleTree.Root(leaves.AsSpan(0, root.Index + 1)).ToString()));
    }

    [Fact]
    public void A_proof_holds_for_its_leaf_at_its_place_and_for_nothing_else() => Prop.ForAll(Gen.Choose(1, 70).ToArbitrary(), Gen.Choose(0, 69).ToArbitrary(), (count, at) =>
    {
        var leaves = Enumerable.Range(0, count).Select(number => MerkleTree.Leaf(Encoding.UTF8.GetBytes($"leaf {number}"))).ToArray();
        var index = at % count;
        var root = MerkleTree.Root(leaves);
        var proof = MerkleTree.Proof(leaves, index);

        return MerkleTree.Proves(leaves[index], index, count, proof, root)
            && !MerkleTree.Proves(MerkleTree.Leaf("another"u8), index, count, proof, root)
            && !MerkleTree.Proves(leaves[index], index, count, proof, MerkleTree.Leaf("another"u8))
            && !MerkleTree.Proves(leaves[index], index, count, proof.Add(root), root)
            && (proof.IsEmpty || !MerkleTree.Proves(leaves[index], index, count, proof.RemoveAt(proof.Length - 1), root))
            && Enumerable.Range(0, count).All(other => other == index || !MerkleTree.Proves(leaves[index], other, count, proof, root))
            && !MerkleTree.Proves(leaves[index], -1, count, proof, root)
            && !MerkleTree.Proves(leaves[index], count, count, proof, root);
    }).Check(Cases.Usual);

    [Fact]
    public void A_proof_holds_no_longer_once_any_bit_of_it_is_flipped() => Prop.ForAll(Gen.Choose(1, 40).ToArbitrary(), Gen.Choose(0, 39).ToArbitrary(), (count, at) =>
    {
        var leaves = Enumerable.Range(0, count).Select(number => MerkleTree.Leaf(Encoding.UTF8.GetBytes($"leaf {number}"))).ToArray();
        var index = at % count;
        var (leaf, root, proof) = (leaves[index], MerkleTree.Root(leaves), MerkleTree.Proof(leaves, index));

        return MerkleTree.Proves(leaf, index, count, proof, root)
            && Flipped(leaf).All(other => !MerkleTree.Proves(other, index, count, proof, root))
            && Flipped(root).All(other => !MerkleTree.Proves(leaf, index, count, proof, other))
            && Enumerable.Range(0, 63).All(bit => !MerkleTree.Proves(leaf, index ^ (1L << bit), count, proof, root))
            && proof.Index().All(step => Flipped(step.Item).All(other => !MerkleTree.Proves(leaf, index, count, proof.SetItem(step.Index, other), root)));
    }).Check(Cases.Usual);

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void There_is_no_proof_of_a_leaf_that_is_not_there(int index) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MerkleTree.Proof([Digest.Of("a"u8), Digest.Of("b"u8), Digest.Of("c"u8)], index));

    private static IEnumerable<Digest> Flipped(Digest digest) => Enumerable.Range(0, Digest.Size * 8).Select(bit =>
    {
        var bytes = new byte[Digest.Size];
        digest.CopyTo(bytes);
        bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        return new Digest(bytes);
    });

    [Fact]
    public void A_digest_is_told_and_read_in_hexadecimal()
    {
        var digest = Digest.Of("abc"u8);

        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", digest.ToString());
        Assert.Equal(digest, Digest.TryParse(digest.ToString()));
        Assert.Null(Digest.TryParse(digest.ToString()[1..]));
        Assert.Null(Digest.TryParse(new string('g', 64)));
        Assert.Null(Digest.TryParse(null));
    }

    [Theory]
    [InlineData("p17-231", 17, 231)]
    [InlineData("p0-1", 0, 1)]
    public void A_pseudonym_is_told_and_read(string text, int partition, int number)
    {
        Assert.Equal(text, new Pseudonym(partition, number).ToString());
        Assert.Equal(new Pseudonym(partition, number), Pseudonym.TryParse(text));
    }

    [Theory]
    [InlineData("p17")]
    [InlineData("p-1")]
    [InlineData("p017-1")]
    [InlineData("17-1")]
    [InlineData("p1-")]
    [InlineData("p1-1 ")]
    [InlineData(null)]
    public void What_is_no_pseudonym_is_not_read(string? text) => Assert.Null(Pseudonym.TryParse(text));
}
