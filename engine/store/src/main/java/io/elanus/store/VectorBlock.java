package io.elanus.store;

/**
 * The checksum of one block of a vector file.
 *
 * @param number from 0
 * @param bytes covered; less than a full block only in the last one
 * @param crc CRC-32C of those bytes
 */
record VectorBlock(int number, int bytes, int crc) {}
