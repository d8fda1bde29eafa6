using System.Reflection;
using System.Runtime.CompilerServices;
using ActorSync.Core.Users;

namespace ActorSync.Core.Tests.Architecture;

/// <summary>A list is equal to itself alone, so a record that has one says itself when it is equal to another; here all of them are held to that.</summary>
public sealed class RecordEqualityTests
{
    /// <summary>What tells where an operation comes from, and is by design no part of what it is.</summary>
    private static readonly string[] NoPartOfAnOperation = [nameof(Operation.Origin), nameof(Operation.Restores), nameof(Operation.Until)];

    /// <summary>Every record whose equality is written by hand.</summary>
    public static TheoryData<string> ByHand() =>
    [
        .. typeof(Operation).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.GetMethod("<Clone>$") is not null
                && type.GetMethod("Equals", BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly, [type])?.GetCustomAttribute<CompilerGeneratedAttribute>() is null)
            .Select(type => type.FullName!),
    ];

    /// <summary>Every kind of operation.</summary>
    public static TheoryData<string> Operations() => [.. typeof(Operation).GetNestedTypes().Select(type => type.FullName!)];

    [Theory]
    [MemberData(nameof(ByHand))]
    public void Two_records_are_equal_where_all_their_parts_are_and_only_there(string name)
    {
        var type = typeof(Operation).Assembly.GetType(name)!;
        var record = SampleValues.Of(type, 1);

        Assert.Equal(record, SampleValues.Of(type, 1));
        Assert.Equal(record.GetHashCode(), SampleValues.Of(type, 1).GetHashCode());
        Assert.False(record.Equals(null));
        Assert.All(
            SampleValues.Settable(type),
            property => Assert.False(record.Equals(SampleValues.With(record, property, SampleValues.Of(property.PropertyType, 2))), property.Name));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Two_operations_are_equal_where_they_do_the_same_for_the_same_reason_wherever_they_come_from(string name)
    {
        var type = typeof(Operation).Assembly.GetType(name)!;
        var operation = SampleValues.Of(type, 1);

        Assert.Equal(operation, SampleValues.Of(type, 1));
        Assert.False(operation.Equals(null));
        Assert.All(
            SampleValues.Settable(type),
            property => Assert.Equal(
                NoPartOfAnOperation.Contains(property.Name),
                operation.Equals(SampleValues.With(operation, property, SampleValues.Of(property.PropertyType, 2)))));
    }
}
