using System.Collections.Immutable;
using System.Reflection;
using NodaTime;

namespace ActorSync.Core.Tests.Architecture;

/// <summary>Makes values of any of Core's types; values of one number are built anew each time and mean the same, those of two numbers differ in all their parts.</summary>
internal static class SampleValues
{
    /// <summary>The value with this number, from 1.</summary>
    public static object Of(Type type, int number)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying, number);
        }

        if (type.IsEnum)
        {
            var values = Enum.GetValues(type);
            return values.GetValue(number % values.Length)!;
        }

        if (type == typeof(string))
        {
            return $"text {number}";
        }

        if (type == typeof(bool))
        {
            return number % 2 == 0;
        }

        if (type.IsPrimitive || type == typeof(decimal))
        {
            return Convert.ChangeType(number, type, System.Globalization.CultureInfo.InvariantCulture);
        }

        if (type == typeof(Instant))
        {
            return Instant.FromUnixTimeSeconds(number);
        }

        if (type == typeof(Duration))
        {
            return Duration.FromSeconds(number);
        }

        if (type == typeof(Core.Audit.Digest))
        {
            return Core.Audit.Digest.Of([(byte)number]);
        }

        return type.IsGenericType ? Collection(type, number) : Record(type, number);
    }

    /// <summary>A record of this type, every property that can be set among them.</summary>
    private static object Record(Type type, int number)
    {
        if (type.IsAbstract)
        {
            return Record(type.GetNestedTypes().First(nested => nested.IsSubclassOf(type)), number);
        }

        var constructor = type.GetConstructors().Where(candidate => candidate.GetParameters() is not [{ ParameterType.IsByRefLike: true }]).MaxBy(candidate => candidate.GetParameters().Length);
        var value = constructor is null
            ? Activator.CreateInstance(type)!
            : constructor.Invoke([.. constructor.GetParameters().Select(parameter => Of(parameter.ParameterType, number))]);
        foreach (var property in Settable(type))
        {
            property.SetValue(value, Of(property.PropertyType, number));
        }

        return value;
    }

    /// <summary>The properties that <c>with</c> can change.</summary>
    public static IEnumerable<PropertyInfo> Settable(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is { IsPublic: true });

    /// <summary>Another record that differs in one property alone.</summary>
    public static object With(object record, PropertyInfo property, object? value)
    {
        var copy = record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;
        property.SetValue(copy, value);
        return copy;
    }

    private static object Collection(Type type, int number)
    {
        var items = type.GetGenericArguments().Select(argument => Of(argument, number)).ToArray();
        var definition = type.GetGenericTypeDefinition();
        var maker = typeof(SampleValues).GetMethod(
            definition == typeof(ImmutableArray<>) ? nameof(ListOf)
            : definition == typeof(ImmutableSortedDictionary<,>) ? nameof(SortedOf)
            : definition == typeof(ImmutableDictionary<,>) ? nameof(DictionaryOf)
            : definition == typeof(Core.Users.Holdings<,>) ? nameof(HoldingsOf)
            : throw new NotSupportedException($"No sample of {type} can be made."),
            BindingFlags.NonPublic | BindingFlags.Static)!;
        return maker.MakeGenericMethod(type.GetGenericArguments()).Invoke(null, items)!;
    }

    private static ImmutableArray<T> ListOf<T>(T item) => [item];

    private static ImmutableSortedDictionary<TKey, TValue> SortedOf<TKey, TValue>(TKey key, TValue value)
        where TKey : notnull => ImmutableSortedDictionary<TKey, TValue>.Empty.Add(key, value);

    private static ImmutableDictionary<TKey, TValue> DictionaryOf<TKey, TValue>(TKey key, TValue value)
        where TKey : notnull => ImmutableDictionary<TKey, TValue>.Empty.Add(key, value);

    private static Core.Users.Holdings<TKey, TValue> HoldingsOf<TKey, TValue>(TKey key, TValue value)
        where TKey : IComparable<TKey>, IEquatable<TKey> => Core.Users.Holdings<TKey, TValue>.From([KeyValuePair.Create(key, value)]);
}
